import { KurrentDouble } from './kurrent-double.js';

/** How long a client that is told this address waits for an answer. @unit milliseconds */
const deadline_ms = 10_000;

/**
 * The double as a program of its own, for suites that kill the application and not its server: says where it listens,
 * on the port of the first argument or a free one, and goes on until it is ended. What it holds ends with it.
 */
const [port = '0'] = process.argv.slice(2);
const double = await KurrentDouble.start({ port: Number(port) });
process.stdout.write(`${double.url(deadline_ms)}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void double.stop());

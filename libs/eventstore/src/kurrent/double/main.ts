import { KurrentDouble } from './kurrent-double.js';
import { RecordStore } from './record-store.js';

/** How long a client that is told this address waits for an answer. @unit milliseconds */
const deadline_ms = 10_000;

/**
 * The double as a program of its own, for suites that kill it or the application: says where it listens, on the port of
 * the first argument or a free one, and goes on until it is ended. With a file as the second argument it keeps there
 * what it acknowledges, and is the same again after a kill; without one, what it holds ends with it.
 */
const [port = '0', file] = process.argv.slice(2);
const store = file === undefined ? new RecordStore() : await RecordStore.keptIn(file);
const double = await KurrentDouble.start({ port: Number(port), store });
process.stdout.write(`${double.url(deadline_ms)}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void double.stop().then(() => store.close()));

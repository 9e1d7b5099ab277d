import 'reflect-metadata';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { adjudication } from './adjudicate.js';
import { append } from './append.js';
import type { Bench } from './bench.js';
import { claims } from './claims.js';
import { eligibility } from './eligibility.js';
import { household } from './household.js';
import { latency } from './latency.js';
import { quick, thorough } from './protocol.js';
import { rebuild } from './rebuild.js';
import { relay } from './relay.js';
import { linesOf } from './report.js';
import { startServer } from './server.js';
import { verify } from './verify.js';

const benches: Readonly<Record<string, Bench>> = {
  adjudicate: adjudication,
  append,
  claims,
  eligibility,
  household,
  latency,
  rebuild,
  relay,
  verify,
};

const usage = `npm run bench -- <name> [--quick] [--blocks N] [--seconds N] [--members N] [--events N]
  names: ${Object.keys(benches).join(', ')}`;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Exit codes: 0 measured, 1 failed (or a figure below its floor is only reported, not failed), 3 usage. */
const main = async (): Promise<number> => {
  const asked = understand(process.argv.slice(2));
  if (!asked) {
    say(usage);
    return 3;
  }
  say(`${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`);
  const server = await startServer();
  try {
    await benches[asked.name]!({
      ...asked,
      server,
      say,
      report: (comparison, unit, targets) => {
        if (comparison.noisy) say('noisy, not gated: the baseline itself varied by more than a quarter');
        for (const line of linesOf(asked.name, comparison, unit, targets)) process.stdout.write(`${line}\n`);
      },
    });
    return 0;
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 1;
  } finally {
    await server.stop();
  }
};

const options = {
  quick: { type: 'boolean' },
  blocks: { type: 'string' },
  seconds: { type: 'string' },
  members: { type: 'string' },
  events: { type: 'string' },
} as const;

const understand = (args: string[]) => {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const [name = '', ...others] = positionals;
    const base = values.quick ? quick : thorough;
    const protocol = {
      ...base,
      blocks: Number(values.blocks ?? base.blocks),
      seconds: Number(values.seconds ?? base.seconds),
    };
    const size = { members: Number(values.members ?? 1_000), events: Number(values.events ?? 200_000) };
    const whole = [protocol.blocks, size.members, size.events].every(number => Number.isInteger(number) && number > 0);
    const sound = Object.hasOwn(benches, name) && others.length === 0 && whole && protocol.seconds > 0;
    return sound ? { name, protocol, size } : undefined;
  } catch {
    return undefined;
  }
};

process.exitCode = await main();

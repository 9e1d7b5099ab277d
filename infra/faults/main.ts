import 'reflect-metadata';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrokerUnavailable } from '../kafka/src/index.js';
import { type FaultOptions, faultOptions, UsageError } from './fault-options.js';
import { FaultRun } from './fault-run.js';
import { type FaultResult, faultTable, figuresOf, isWell } from './fault-table.js';
import { TestedFederation } from './federation.js';

const exitCode = { ok: 0, failed: 1, usage: 3, interrupted: 130 } as const;
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Of the faults that are over. */
const results: FaultResult[] = [];
/** Undone in reverse order, whatever happened in between. */
const undoing: (() => Promise<void>)[] = [];
let undone: Promise<boolean> | undefined;

/** @returns whether everything stopped as it should */
const undo = (): Promise<boolean> =>
  (undone ??= (async () => {
    let well = true;
    for (let next = undoing.pop(); next; next = undoing.pop())
      await next().catch((error: Error) => {
        say(error.message);
        well = false;
      });
    return well;
  })());

/**
 * `npm run test:faults`: services of their own, their brokers and their database, on which one fault after the other is
 * brought while claims come in and households join and pay. What happens is told on stderr, the table goes to stdout.
 */
const main = async (options: FaultOptions): Promise<number> => {
  const { keep } = options;
  const dataDir = keep ?? (await mkdtemp(join(tmpdir(), 'entraide-faults-')));
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  say(`logs and data: ${dataDir}; seed ${options.seed}`);
  let stopped: boolean;
  try {
    const run = new FaultRun(options, await TestedFederation.start(options, dataDir, say, undoing), say);
    await run.prepare();
    for (const fault of options.faults) results.push(await run.repeat(fault));
  } finally {
    stopped = await undo();
    if (results.length > 0) print(options.json);
  }
  const well = stopped && results.every(isWell);
  if (well && keep === undefined) await rm(dataDir, { recursive: true, force: true });
  return well ? exitCode.ok : exitCode.failed;
};

const print = (json: boolean): void => {
  const lines = json ? results.map(result => JSON.stringify(figuresOf(result))) : [faultTable(results)];
  process.stdout.write(`${lines.join('\n')}\n`);
};

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    say('stopping …');
    // What it was about to do next fails; the figures so far are told all the same.
    process.exitCode = exitCode.interrupted;
    void undo().then(() => setTimeout(() => process.exit(), 100));
  });

try {
  const code = await main(faultOptions(process.argv.slice(2)));
  process.exitCode ??= code;
} catch (error) {
  if (error instanceof UsageError || error instanceof BrokerUnavailable) say(error.message);
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode ??= error instanceof UsageError ? exitCode.usage : exitCode.failed;
}
process.exit();

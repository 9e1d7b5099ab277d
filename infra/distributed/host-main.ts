import { pathToFileURL } from 'node:url';
import type { Told, Wanted } from './host.js';

/**
 * A process in which one program runs again and again, each time as if the process were its own: with its own
 * environment, asked to stop by SIGTERM, ended by `process.exit`. Only what it imports stays, loaded and compiled: that
 * is nine tenths of what it takes to start.
 */
const file = pathToFileURL(process.argv[2]!).href;
const signals = ['SIGTERM', 'SIGINT'] as const;
const leave = process.exit.bind(process);

let runs = 0;
/** Told of the end of the run under way, once. */
let ends: ((code: number) => void) | undefined;

const tell = (told: Told): void => void process.send?.(told);

const run = async (env: Readonly<Record<string, string>>): Promise<void> => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  const ended = new Promise<number>(resolve => (ends = resolve));
  // The module of another address is another module: it runs from its first line. What it imports is there already.
  const started = import(`${file}?run=${(runs += 1)}`).then(() => undefined);
  const code = await Promise.race([ended, started]);
  if (code === undefined) tell({ started: true });
  const outcome = await ended;
  for (const signal of signals) process.removeAllListeners(signal);
  tell({ ended: outcome });
};

process.exit = ((code = process.exitCode) => {
  ends?.(Number(code ?? 0));
  ends = process.exitCode = undefined;
}) as typeof process.exit;
process.on('message', (wanted: Wanted) => {
  if (wanted === 'stop') process.emit('SIGTERM', 'SIGTERM');
  // A program that throws ends this process, as it would end its own.
  else void run(wanted.start);
});
process.on('disconnect', () => leave(0));

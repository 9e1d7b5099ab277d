import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Program } from './services.js';

const ready_ms = 60_000;
const stop_ms = 20_000;

/** Programs side by side for a test: what each says goes to the end of a file of its own. */
export class Processes {
  private running: { readonly program: Program; readonly process: ChildProcess }[] = [];

  constructor(
    private readonly folder: string,
    readonly programs: readonly Program[],
  ) {}

  logOf({ name }: Pick<Program, 'name'>): string {
    return join(this.folder, `${name}.log`);
  }

  /** Lines of all of them so far. */
  async said(): Promise<string> {
    const texts = await Promise.all(
      this.programs.map(program => readFile(this.logOf(program), 'utf8').catch(() => '')),
    );
    return texts.join('');
  }

  async start(): Promise<void> {
    this.running = await Promise.all(
      this.programs.map(async program => {
        const log = await open(this.logOf(program), 'a', 0o600);
        try {
          const process = spawn(globalThis.process.execPath, [program.file], {
            // Nothing of the caller's own federation, database or production may get in.
            env: {
              PATH: globalThis.process.env['PATH'],
              HOME: globalThis.process.env['HOME'],
              TZ: 'UTC',
              ...program.env,
            },
            stdio: ['ignore', log.fd, log.fd],
          });
          return { program, process };
        } finally {
          await log.close();
        }
      }),
    );
  }

  /** Waits until each of them is ready at its address. @throws Error with the last words of one that ended. */
  async ready(urls: readonly string[]): Promise<void> {
    const deadline = performance.now() + ready_ms;
    for (const url of urls)
      while (!(await isReady(url))) {
        const ended = this.running.find(({ process }) => process.exitCode !== null || process.signalCode !== null);
        if (ended || performance.now() > deadline)
          throw new Error(`not ready: ${await this.lastWords(ended?.program)}`);
        await pause(25);
      }
  }

  /** Asks them to stop, and waits until they have. @throws Error naming one that does not, or ends badly. */
  async stop(): Promise<void> {
    const leaving = this.running;
    this.running = [];
    const outcomes = await Promise.all(leaving.map(({ process }) => ended(process)));
    const bad = leaving.filter((_, index) => outcomes[index] !== 0);
    if (bad.length > 0) throw new Error(`did not stop well: ${await this.lastWords(bad[0]!.program)}`);
  }

  private async lastWords(program = this.programs[0]!): Promise<string> {
    const text = await readFile(this.logOf(program), 'utf8').catch(() => '');
    return `${program.name}\n${text.slice(-2_000)}`;
  }
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    answer => answer.ok,
    () => false,
  );

const ended = async (process: ChildProcess): Promise<number | string | null> => {
  if (process.exitCode !== null || process.signalCode !== null) return process.exitCode ?? process.signalCode;
  const end = once(process, 'exit') as Promise<[number | null, string | null]>;
  process.kill('SIGTERM');
  const outcome = await Promise.race([end, pause(stop_ms, undefined, { ref: false })]);
  if (!outcome) process.kill('SIGKILL');
  return outcome ? (outcome[0] ?? outcome[1]) : 'too slow';
};

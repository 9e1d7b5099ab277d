import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Program } from './services.js';
import { endOf, environmentOf, SideBySide } from './side-by-side.js';

const stop_ms = 20_000;

/** A process for each program, started anew each time: what each says goes to the end of a file of its own. */
export class Processes extends SideBySide {
  private running: { readonly program: Program; readonly process: ChildProcess }[] = [];

  constructor(
    private readonly folder: string,
    readonly programs: readonly Program[],
  ) {
    super();
  }

  async said(): Promise<string> {
    return (await Promise.all(this.programs.map(program => this.saidBy(program)))).join('');
  }

  async start(): Promise<void> {
    this.running = await Promise.all(
      this.programs.map(async program => {
        const log = await open(this.logOf(program), 'a', 0o600);
        try {
          const process = spawn(globalThis.process.execPath, [program.file], {
            env: environmentOf(program),
            stdio: ['ignore', log.fd, log.fd],
          });
          return { program, process };
        } finally {
          await log.close();
        }
      }),
    );
  }

  async stop(): Promise<void> {
    const leaving = this.running;
    this.running = [];
    const outcomes = await Promise.all(leaving.map(({ process }) => ended(process)));
    const bad = leaving.filter((_, index) => outcomes[index] !== 0);
    if (bad.length > 0) throw new Error(`did not stop well: ${await this.lastWords(bad[0]!.program)}`);
  }

  protected ended(): Program | undefined {
    return this.running.find(({ process }) => process.exitCode !== null || process.signalCode !== null)?.program;
  }

  protected async lastWords(program = this.programs[0]!): Promise<string> {
    return endOf(program, await this.saidBy(program));
  }

  private logOf({ name }: Program): string {
    return join(this.folder, `${name}.log`);
  }

  private saidBy(program: Program): Promise<string> {
    return readFile(this.logOf(program), 'utf8').catch(() => '');
  }
}

const ended = async (process: ChildProcess): Promise<number | string | null> => {
  if (process.exitCode !== null || process.signalCode !== null) return process.exitCode ?? process.signalCode;
  const end = once(process, 'exit') as Promise<[number | null, string | null]>;
  process.kill('SIGTERM');
  const outcome = await Promise.race([end, pause(stop_ms, undefined, { ref: false })]);
  if (!outcome) process.kill('SIGKILL');
  return outcome ? (outcome[0] ?? outcome[1]) : 'too slow';
};

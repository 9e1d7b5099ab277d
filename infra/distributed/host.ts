import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { built, type Program } from './services.js';
import { environmentOf } from './side-by-side.js';

/** What the process is asked to do. */
export type Wanted = { readonly start: Readonly<Record<string, string>> } | 'stop';
/** What became of the program in it: an exit code, as of a process of its own. */
export type Told = { readonly started: true } | { readonly ended: number };

type Outcome = number | string;
const stop_ms = 20_000;

/** A process that one program runs in again and again: see host-main.ts. */
export class Host {
  private outcome: Outcome | undefined;
  /** Where in its log the run under way begins. @unit bytes */
  private begins = 0;

  private constructor(
    private readonly process: ChildProcess,
    private readonly log: string,
  ) {
    process.on('message', (told: Told) => {
      if ('ended' in told) this.outcome ??= told.ended;
    });
    process.once('exit', (code, signal) => (this.outcome ??= code ?? signal ?? 'gone'));
  }

  /** @param log a file for what the program says, in all its runs */
  static async fork({ file }: Pick<Program, 'file'>, log: string): Promise<Host> {
    const { fd, close } = await opened(log);
    try {
      const process = fork(built('infra/distributed/host-main.js'), [file], { stdio: ['ignore', fd, fd, 'ipc'] });
      return new Host(process, log);
    } finally {
      await close();
    }
  }

  /** What ended the run: an exit code, or the signal that ended the process. Undefined while it goes on. */
  get ended(): Outcome | undefined {
    return this.outcome;
  }

  /** Resolves when the program has started, or ended. */
  async start(program: Program): Promise<void> {
    this.outcome = undefined;
    this.begins = (await readFile(this.log)).length;
    await this.answerTo({ start: environmentOf(program) });
  }

  /** SIGTERM, as the program sees it. @returns how it ended, or that it did not in time: then it is killed. */
  async stop(): Promise<Outcome> {
    if (this.outcome !== undefined) return this.outcome;
    const late = new AbortController();
    await Promise.race([this.answerTo('stop'), pause(stop_ms, undefined, late).catch(() => undefined)]);
    late.abort();
    if (this.outcome === undefined) this.process.kill('SIGKILL');
    return this.outcome ?? 'too slow';
  }

  /** Lines of the latest run. */
  async said(): Promise<string> {
    return (await readFile(this.log)).subarray(this.begins).toString('utf8');
  }

  /** Ends the process, whatever runs in it. */
  async close(): Promise<void> {
    if (!this.process.connected) return;
    const gone = once(this.process, 'exit');
    this.process.disconnect();
    await gone;
  }

  private async answerTo(wanted: Wanted): Promise<void> {
    const unheard = new AbortController();
    const { signal } = unheard;
    const answer = [once(this.process, 'message', { signal }), once(this.process, 'exit', { signal })];
    if (this.process.connected) this.process.send(wanted);
    await Promise.race(answer.map(heard => heard.catch(() => undefined)));
    unheard.abort();
  }
}

const opened = async (log: string): Promise<{ fd: number; close: () => Promise<void> }> => {
  const file = await open(log, 'a', 0o600);
  return { fd: file.fd, close: () => file.close() };
};

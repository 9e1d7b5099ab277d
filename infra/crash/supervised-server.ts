import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type Settings, start } from './programs.js';

const ready_ms = 60_000;
const stop_ms = 40_000;
const restart_ms = 1_000;
/** A server that is held up answers nobody. */
const answer_ms = 5_000;

interface Readiness {
  readonly status: string;
  readonly dependencies: readonly { readonly name: string; readonly up: boolean; readonly lag_events?: number }[];
}

/** The server under a supervisor that does what systemd or an orchestrator does: starts it again when it ends. */
export class SupervisedServer {
  readonly url: string;
  private process: ChildProcess | undefined;
  private stopping = false;
  /** Ends nobody asked for. */
  private readonly deaths: string[] = [];

  /** @param program the built file; `settings` say where it listens */
  constructor(
    private readonly program: string,
    private readonly settings: Settings,
    private readonly logFile: string,
  ) {
    this.url = `http://${settings['HOST']}:${settings['PORT']}`;
  }

  get restarts(): number {
    return this.deaths.length;
  }

  /** How often the server ended by itself, not by our signal. */
  get crashes(): readonly string[] {
    return this.deaths.filter(death => death !== 'SIGKILL');
  }

  async start(): Promise<void> {
    if (this.stopping) return;
    const process = await start(this.program, [], this.settings, this.logFile);
    this.process = process;
    if (this.stopping) this.kill();
    process.once('exit', (code, signal) => {
      if (this.stopping) return;
      this.deaths.push(signal ?? `code ${code}`);
      // What ends by itself would end again at once, and fill the log.
      setTimeout(() => void this.start(), signal === 'SIGKILL' ? 0 : restart_ms);
    });
  }

  /** SIGSTOP, until `release`: it does nothing and answers nobody, and does not know of it. */
  hold(): void {
    this.process?.kill('SIGSTOP');
  }

  release(): void {
    this.process?.kill('SIGCONT');
  }

  /** kill -9. */
  kill(): void {
    this.process?.kill('SIGKILL');
  }

  async ready(): Promise<void> {
    await this.until(ready_ms, 'ready', ({ status }) => status === 'ready');
  }

  /** Everything that follows from what was recorded has been done. @throws Error when it is not, in time. */
  async settled(patience_ms = ready_ms): Promise<void> {
    await this.until(patience_ms, 'settled', ({ status, dependencies }) => {
      return status === 'ready' && dependencies.every(({ lag_events }) => (lag_events ?? 0) === 0);
    });
  }

  /** Messages of a topic that it says it has not handled, as a scrape reads it; none while it says nothing. */
  async waitingOf(topic: string): Promise<number> {
    const answer = await fetch(`${this.url}/metrics`, { signal: AbortSignal.timeout(answer_ms) });
    const lines = (await answer.text()).split('\n');
    const told = lines.find(line => line.startsWith('entraide_consumer_lag_messages{') && line.includes(`"${topic}"`));
    return Number(told?.slice(told.lastIndexOf(' ')) ?? 0);
  }

  /** Asks it to stop, and waits until it has. @throws Error when it does not, or ends badly. */
  async stop(): Promise<void> {
    this.stopping = true;
    const { process } = this;
    if (!process || process.exitCode !== null || process.signalCode !== null) return;
    const ended = once(process, 'exit') as Promise<[number | null, string | null]>;
    this.release();
    process.kill('SIGTERM');
    const outcome = await Promise.race([ended, pause(stop_ms, undefined, { ref: false })]);
    if (!outcome) process.kill('SIGKILL');
    if (outcome?.[0] !== 0) throw new Error(`the server did not stop well (${outcome?.join(' ') ?? 'too slow'})`);
  }

  private async until(patience_ms: number, what: string, isSo: (readiness: Readiness) => boolean): Promise<void> {
    let last: unknown = 'no answer';
    for (const since = performance.now(); performance.now() - since < patience_ms; await pause(100)) {
      try {
        const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(answer_ms) });
        const readiness = (await answer.json()) as Readiness;
        if (isSo(readiness)) return;
        last = readiness;
      } catch {
        // Not up yet.
      }
    }
    throw new Error(`the server is not ${what} after ${patience_ms / 1000} s: ${JSON.stringify(last)}`);
  }
}

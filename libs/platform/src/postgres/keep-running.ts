import { setTimeout as sleep } from 'node:timers/promises';

export interface Kept {
  readonly isRunning: () => Promise<boolean>;
  readonly start: () => Promise<unknown>;
  readonly log: (line: string) => void;
  /** How often to look, and how long to wait after a start that failed. */
  readonly everyMs?: number;
  readonly pauseMs?: number;
}

/**
 * Starts something again whenever it ended unasked: killed for want of memory, crashed, stopped by hand. Nobody is
 * there at night to do it. Looking keeps no process from ending.
 */
export class KeepRunning {
  private readonly leaving = new AbortController();
  private readonly watch: Promise<void>;

  constructor(private readonly kept: Kept) {
    this.watch = this.keep();
  }

  /** From now on it may end. Waits for a start that is under way. */
  async stop(): Promise<void> {
    this.leaving.abort();
    await this.watch;
  }

  private async keep(): Promise<void> {
    const { everyMs = 200, pauseMs = 2_000, log } = this.kept;
    let next = everyMs;
    while (await this.waited(next)) {
      try {
        await this.look();
        next = everyMs;
      } catch (failure) {
        log(`PostgreSQL could not be started again, trying on: ${(failure as Error).message}`);
        next = pauseMs;
      }
    }
  }

  private async look(): Promise<void> {
    const { isRunning, start, log } = this.kept;
    if (await isRunning()) return;
    if (this.leaving.signal.aborted) return;
    log('PostgreSQL ended unasked: starting it again');
    await start();
    log('PostgreSQL runs again');
  }

  /** False when told to stop meanwhile. */
  private waited(ms: number): Promise<boolean> {
    const { signal } = this.leaving;
    return sleep(ms, true, { signal, ref: false }).catch(() => false);
  }
}

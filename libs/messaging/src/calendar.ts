import { type Metadata, type Patience, pause, pauseOf } from '#eventstore';
import { type Clock, type Day, daysBetween, type Instant } from '#kernel';
import { type DailyPorts, type DailyWork, daysDue, lastDayOver, type SchemeDays } from './daily-work.js';
import { dailyCommandIdOf } from './derived-ids.js';
import type { Execute } from './request-executor.js';

export interface CalendarPorts extends DailyPorts {
  readonly clock: Clock;
  readonly execute: Execute;
}

export interface CalendarObserver {
  /** Days of a scheme were done; `left` more are over. */
  done?(work: string, scheme: string, upTo: Day, days: number, left: number): void;
  /** A day could not be done, or the days could not be found out; tried again after the pause. */
  failed?(work: string, error: unknown, scheme?: string, day?: Day): void;
}

export interface CalendarOptions {
  /** How often it looks whether a day is over. @unit milliseconds */
  readonly every_ms?: number;
  /** Days of one scheme that are done before the next scheme has its turn. */
  readonly daysPerRun?: number;
  readonly patience?: Pick<Patience, 'firstPauseMs' | 'longestPauseMs'>;
  readonly observer?: CalendarObserver;
}

export interface CalendarStatus {
  /** Days that are over and not done, of the scheme that is furthest behind. */
  readonly behind_days: number;
  /** The last attempt did not succeed. */
  readonly failing: boolean;
}

const usual = { every_ms: 60_000, daysPerRun: 31, patience: { firstPauseMs: 1_000, longestPauseMs: 300_000 } };

interface Outcome {
  readonly left: number;
  readonly failed: boolean;
}

/**
 * Has each day done once it is over where the scheme is: those missed, too, one after the other. It keeps no books of
 * its own: what is done is in the log, and a day's command has the same id whoever sends it, so two processes at once,
 * or one that starts again in the middle, do nothing twice.
 */
export class Calendar {
  private readonly stopped = new AbortController();
  private running: Promise<void> | undefined;
  private last: CalendarStatus = { behind_days: 0, failing: false };
  /** Read models may be a moment behind what was done here. */
  private readonly done = new Map<string, Day>();

  constructor(
    private readonly ports: CalendarPorts,
    private readonly works: readonly DailyWork[],
    private readonly options: CalendarOptions = {},
  ) {}

  get status(): CalendarStatus {
    return this.last;
  }

  start(): void {
    this.running ??= this.goOn();
  }

  /** Resolves when the day being done is done. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  /** Does what is due at this reading of the clock, at most so many days of each scheme. */
  async run(): Promise<CalendarStatus> {
    const now = this.ports.clock.now();
    const outcomes: Outcome[] = [];
    for (const work of this.works) outcomes.push(...(await this.runOne(work, now)));
    this.last = {
      behind_days: Math.max(0, ...outcomes.map(({ left }) => left)),
      failing: outcomes.some(({ failed }) => failed),
    };
    return this.last;
  }

  private async goOn(): Promise<void> {
    const { every_ms = usual.every_ms, patience = usual.patience } = this.options;
    const { signal } = this.stopped;
    for (let failures = 0; !signal.aborted;) {
      const { behind_days, failing } = await this.run();
      failures = failing ? failures + 1 : 0;
      const wait_ms = failing ? pauseOf({ attempts: Infinity, ...patience }, failures) : behind_days > 0 ? 0 : every_ms;
      await pause(wait_ms, signal);
    }
  }

  private async runOne(work: DailyWork, now: Instant): Promise<readonly Outcome[]> {
    let schemes: readonly SchemeDays[];
    try {
      schemes = await work.schemes(this.ports);
    } catch (error) {
      this.options.observer?.failed?.(work.name, error);
      return [{ left: this.last.behind_days, failed: true }];
    }
    const outcomes: Outcome[] = [];
    for (const days of schemes)
      outcomes.push(await this.catchUp(work, days, now).catch(error => this.given(work, days, error)));
    return outcomes;
  }

  /** What is wrong with one scheme stays with it. */
  private given({ name }: DailyWork, { scheme }: SchemeDays, error: unknown): Outcome {
    this.options.observer?.failed?.(name, error, scheme);
    return { left: this.last.behind_days, failed: true };
  }

  private async catchUp(work: DailyWork, { scheme, timezone, doneUpTo }: SchemeDays, now: Instant): Promise<Outcome> {
    const { daysPerRun = usual.daysPerRun, observer } = this.options;
    const key = `${work.name} ${scheme}`;
    const from = later(doneUpTo, this.done.get(key));
    const last = lastDayOver(timezone, now);
    let upTo = from;
    let failed = false;
    for (const day of daysDue(from, last, daysPerRun)) {
      if (this.stopped.signal.aborted) break;
      try {
        await this.ports.execute(work.command(scheme, day, metadataOf(work, scheme, day, now)));
      } catch (error) {
        observer?.failed?.(work.name, error, scheme, day);
        failed = true;
        break;
      }
      this.done.set(key, (upTo = day));
    }
    const left = Math.max(0, daysBetween(upTo, last));
    if (upTo !== from) observer?.done?.(work.name, scheme, upTo, daysBetween(from, upTo), left);
    return { left, failed };
  }
}

const later = (one: Day, other: Day | undefined): Day => (other !== undefined && other > one ? other : one);

const metadataOf = ({ name }: DailyWork, scheme: string, day: Day, recordedAt: Instant): Metadata => {
  const commandId = dailyCommandIdOf(name, scheme, day);
  return { commandId, scheme, actor: { id: 'system:calendar', role: 'system' }, correlation: commandId, recordedAt };
};

import { Gauge } from 'prom-client';
import type { Logger } from 'pino';
import { Calendar, type CalendarObserver, type CalendarPorts, type DailyWork } from '#messaging';
import type { HealthSource } from '../health/health.js';
import type { Metrics } from '../health/metrics.js';

/** The calendar of an application, as its operators see it. Without daily work, or switched off, it is nothing. */
export class ClosingDays {
  private calendar: Calendar | undefined;

  constructor(
    private readonly works: readonly DailyWork[],
    private readonly on: boolean,
  ) {}

  private get isNeeded(): boolean {
    return this.on && this.works.length > 0;
  }

  /** A day that is not closed yet keeps no claim from being decided: it is told, and the service stays ready. */
  get health(): readonly HealthSource[] {
    return this.isNeeded ? [{ name: 'calendar', check: () => ({ up: true, ...this.note() }) }] : [];
  }

  start(ports: CalendarPorts, metrics: Metrics, log: Logger): void {
    if (!this.isNeeded) return;
    const calendar = (this.calendar = new Calendar(ports, this.works, { observer: observing(log) }));
    const registers = [metrics.registry];
    new Gauge({
      name: 'entraide_days_not_closed',
      help: 'Days that are over and not closed, of the scheme that is furthest behind.',
      registers,
      collect() {
        this.set(calendar.status.behind_days);
      },
    });
    new Gauge({
      name: 'entraide_day_closing_fails',
      help: '1 when the last attempt to close a day did not succeed.',
      registers,
      collect() {
        this.set(calendar.status.failing ? 1 : 0);
      },
    });
    calendar.start();
  }

  async stop(): Promise<void> {
    await this.calendar?.stop();
  }

  private note(): { note?: string } {
    const { behind_days, failing } = this.calendar?.status ?? { behind_days: 0, failing: false };
    const notes = [...(behind_days > 0 ? [`${behind_days} days behind`] : []), ...(failing ? ['failing'] : [])];
    return notes.length > 0 ? { note: notes.join(', ') } : {};
  }
}

const observing = (log: Logger): CalendarObserver => ({
  done: (work, scheme, upTo, days, left) => log.info({ work, scheme, upTo, days, left }, 'days closed'),
  failed: (work, error, scheme, day) => log.warn({ work, scheme, day, err: error }, 'a day could not be closed'),
});

import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Decisions, EventLog, type Shard, shards } from '#eventstore';
import { Clock, type Day } from '#kernel';
import { type Health, HealthSources, Metrics } from '#platform';
import { everyStanding } from './standing.js';

/** How many persons each context has still to forget, and of how many of them the last day is over. */
type Waiting = ReadonlyMap<Shard, { readonly waiting: number; readonly overdue: number }>;

/** Shows in readiness and figures who has not yet forgotten whom they must: by number, never by id. */
@Injectable()
export class ErasuresWatched implements OnApplicationBootstrap {
  private counted: { readonly at: string; readonly waiting: Waiting } | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly decisions: Decisions,
    private readonly clock: Clock,
    private readonly health: HealthSources,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.health.add({ name: 'erasures', check: () => this.state() });
    this.show('waiting', { name: 'entraide_erasures_waiting', help: 'Persons a context has still to forget.' });
    this.show('overdue', {
      name: 'entraide_erasures_overdue',
      help: 'Persons a context should have forgotten by now.',
    });
  }

  /** Work goes on when a context is late: people need care, and a privacy officer needs to know. */
  async state(): Promise<Health> {
    const waiting = [...(await this.waiting())];
    const told = (which: 'waiting' | 'overdue'): string =>
      waiting
        .filter(([, counts]) => counts[which] > 0)
        .map(([context, counts]) => `${context} ${counts[which]}`)
        .join(', ');
    const [left, late] = [told('waiting'), told('overdue')];
    const note = late === '' ? left && `to be forgotten: ${left}` : `OVERDUE ${late}; to be forgotten: ${left}`;
    return { up: true, ...(note === '' ? {} : { note }) };
  }

  /** Asked for every few seconds: as long as nothing was recorded on the same day, it is what it was. */
  private async waiting(): Promise<Waiting> {
    const today = this.clock.now().slice(0, 10);
    const at = `${today} ${await this.log.head('audit')}`;
    if (this.counted?.at !== at) this.counted = { at, waiting: await this.countAll(today) };
    return this.counted.waiting;
  }

  private async countAll(today: Day): Promise<Waiting> {
    const open = (await everyStanding(this.log, this.decisions, today)).filter(({ status }) => status === 'decided');
    return new Map(
      shards.map(context => {
        const own = open.filter(({ remaining }) => remaining.includes(context));
        return [context, { waiting: own.length, overdue: own.filter(({ overdue }) => overdue).length }];
      }),
    );
  }

  private show(which: 'waiting' | 'overdue', gauge: { readonly name: string; readonly help: string }): void {
    const waiting = (): Promise<Waiting> => this.waiting();
    new Gauge({
      ...gauge,
      labelNames: ['context'],
      registers: [this.metrics.registry],
      async collect() {
        this.reset();
        for (const [context, counts] of await waiting().catch(() => [])) this.set({ context }, counts[which]);
      },
    });
  }
}

import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Decisions, everyScheme, ReadModels } from '#eventstore';
import { Clock } from '#kernel';
import { Configuration, type Health, HealthSources, Metrics } from '#platform';
import { endpointTable } from '../projections/endpoint.entity.js';
import { queueTable } from '../projections/queue.entity.js';
import { Challenger } from './challenger.js';
import { Courier } from './courier.js';
import { Deliverer } from './deliverer.js';
import { HttpSender } from './http-sender.js';
import { Lease } from './lease.js';

/** How often one looks for what is due, and how long one waits after something went wrong. @unit milliseconds */
const [look_ms, mend_ms] = [500, 5_000];
/** How long stopping waits for attempts under way; one that was not noted is made again. @unit milliseconds */
const grace_ms = 3_000;

/** Sends while the application runs, unless another process of this context does. */
@Injectable()
export class Sending implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('webhooks');
  private readonly stopping = new AbortController();
  private readonly lease: Lease;
  private readonly courier: Courier;
  private running: Promise<void> = Promise.resolve();
  private state: 'sending' | 'standing by' | 'failing' = 'standing by';

  constructor(
    decisions: Decisions,
    private readonly models: ReadModels,
    private readonly clock: Clock,
    private readonly configuration: Configuration,
    private readonly health: HealthSources,
    private readonly metrics: Metrics,
  ) {
    const attempts = new Counter({
      name: 'entraide_webhook_attempts_total',
      help: 'Attempts at deliveries, by what came of them.',
      labelNames: ['result'],
      registers: [metrics.registry],
    });
    const challenges = new Counter({
      name: 'entraide_webhook_challenges_total',
      help: 'Attempts at having a new receiver show that it has its key, by whether it did.',
      labelNames: ['answered'],
      registers: [metrics.registry],
    });
    const sender = new HttpSender({ allow: configuration.webhooks.networks });
    const parts = { decisions, clock, sender, jitter: () => randomInt(1_001) };
    const deliverer = new Deliverer({ ...parts, observed: ({ result }) => attempts.inc({ result }) });
    const challenger = new Challenger({
      ...parts,
      draw: randomUUID,
      observed: (_, answered) => challenges.inc({ answered: String(answered) }),
    });
    this.lease = new Lease(models);
    const failed = (error: unknown): void => this.complain(error);
    this.courier = new Courier({ models, clock, deliverer, challenger, lease: this.lease, failed });
  }

  onApplicationBootstrap(): void {
    if (!this.configuration.webhooks.sends) return;
    this.health.add({ name: 'deliveries', check: () => this.note() });
    this.observe();
    this.running = this.goOn();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
    const late = pause(grace_ms, 'late', { ref: false });
    const ended = await Promise.race([this.courier.settled(), late]);
    // Whoever takes over at once would tell again what is still on its way.
    if (ended !== 'late') await this.lease.release();
  }

  private async goOn(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      let wait_ms = look_ms;
      try {
        const begun = await this.courier.round();
        this.state = begun === undefined ? 'standing by' : 'sending';
        // There may be more: as soon as one of these is done.
        if (begun) await Promise.race([this.courier.roomAgain(), pause(look_ms, undefined, { ref: false })]);
        if (begun) wait_ms = 10;
      } catch (error) {
        this.state = 'failing';
        this.complain(error);
        wait_ms = mend_ms;
      }
      await pause(wait_ms, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** A receiver that is away keeps nobody from being cared for: it is told, and the service stays ready. */
  private note(): Health {
    return { up: true, ...(this.state === 'sending' ? {} : { note: this.state }) };
  }

  /** Names the error only: what a receiver's address holds is nobody's to read. */
  private complain(error: unknown): void {
    this.logger.warn(`a delivery could not be made or noted: ${(error as Error).constructor.name}`);
  }

  private observe(): void {
    const { models, clock, metrics } = this;
    const registers = [metrics.registry];
    new Gauge({
      name: 'entraide_webhook_oldest_due_seconds',
      help: 'How long the delivery that is furthest behind has been due, at receivers that are to be told.',
      registers,
      async collect() {
        const live = await models.find(everyScheme, endpointTable, { where: { status: 'live', confirmed: true } });
        const where = { endpoint: { in: live.map(({ endpoint }) => endpoint) } };
        const [oldest] =
          live.length > 0 ? await models.find(everyScheme, queueTable, { where, orderBy: ['due'], limit: 1 }) : [];
        const late_ms = oldest ? Date.parse(clock.now()) - Date.parse(oldest.due) : 0;
        this.set(Math.max(0, late_ms) / 1_000);
      },
    });
    new Gauge({
      name: 'entraide_webhook_endpoints_disabled',
      help: 'Receivers that are told nothing until somebody resumes them, by reason.',
      labelNames: ['because'],
      registers,
      async collect() {
        for (const because of ['failing', 'gone', 'paused'] as const)
          this.set({ because }, await models.count(everyScheme, endpointTable, { status: 'disabled', because }));
      },
    });
    new Gauge({
      name: 'entraide_webhook_endpoints_unconfirmed',
      help: 'Receivers that are told nothing before they answer their challenge, by whether they are still asked.',
      labelNames: ['asked'],
      registers,
      async collect() {
        const open = await models.find(everyScheme, endpointTable, { where: { status: 'live', confirmed: false } });
        const asked = open.filter(({ challengeDue }) => challengeDue !== null).length;
        this.set({ asked: 'true' }, asked);
        this.set({ asked: 'false' }, open.length - asked);
      },
    });
  }
}

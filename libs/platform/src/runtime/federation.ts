import type { Provider } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import {
  Decisions,
  EventLog,
  LogUnavailable,
  OpaqueKeys,
  ReadModels,
  type Position,
  type RunnerObserver,
  type Shard,
} from '#eventstore';
import { Clock, SystemClock, VirtualClock } from '#kernel';
import { InProcessTransport, Runners, type Transport } from '#messaging';
import type { Configuration } from '../configuration.js';
import type { ContextParts } from '../context-parts.js';
import type { HealthSource } from '../health/health.js';
import { observeMessaging, transportHealth } from '../health/messaging.js';
import { ForgetHereHandler } from '../forgetting/decide-forgotten.js';
import { Metrics } from '../health/metrics.js';
import { ReadYourWrites } from '../http/positions.js';
import type { ServeOptions } from '../serve.js';
import { Readings } from '../readings/readings.js';
import { ClosingDays } from './closing-days.js';
import { KnownThen } from './known-then.js';
import { KeysOfStores, PersonalKeys } from './personal-keys.js';
import type { Stores } from './stores.js';
import { inVirtualTime } from './virtual-time.js';

/** A read that comes a moment later loses nothing; a busy log is written into rows with far fewer transactions. */
const usualLinger_ms = 10;

/** What runs behind the requests. It needs the command bus, hence the application, which in turn needs the ports. */
export class Federation {
  readonly clock: Clock;
  /** Lets a read wait for what was written before it. */
  readonly reached: ReadYourWrites = new RunnersReached(() => this.runners);
  /** Answers questions as they were known on another day; on no other day, as they stand. */
  readonly then: KnownThen;
  readonly personalKeys: PersonalKeys;
  private running: Runners | undefined;
  private readonly days: ClosingDays;

  constructor(
    readonly contexts: readonly ContextParts[],
    readonly stores: Stores,
    configuration: Configuration,
    private readonly transport: Transport = new InProcessTransport(),
    private readonly projectionLingerMs = usualLinger_ms,
  ) {
    this.clock = configuration.clock === 'virtual' ? new VirtualClock() : new SystemClock();
    this.then = new KnownThen(
      { ...stores, open: stores.codec.clearly },
      contexts.flatMap(({ projections }) => projections),
      () => this.clock.now(),
    );
    this.personalKeys = new KeysOfStores(
      contexts.map(({ shard }) => shard),
      stores,
    );
    this.days = new ClosingDays(
      contexts.flatMap(({ daily = [] }) => daily),
      configuration.closesDays,
    );
  }

  get runners(): Runners {
    if (!this.running) throw new Error('the federation was not started');
    return this.running;
  }

  /** What `createApp` and `serve` need of it. */
  get options(): Required<Pick<ServeOptions, 'providers' | 'health' | 'onStop'>> {
    const { opaque, health, readings } = this.stores;
    const providers: Provider[] = [
      { provide: EventLog, useValue: this.then.log },
      { provide: Decisions, useValue: this.then.decisions },
      { provide: ReadModels, useValue: this.then.models },
      { provide: KnownThen, useValue: this.then },
      { provide: OpaqueKeys, useValue: opaque },
      { provide: Clock, useValue: this.clock },
      { provide: ReadYourWrites, useValue: this.reached },
      { provide: Readings, useValue: readings },
      { provide: PersonalKeys, useValue: this.personalKeys },
      ForgetHereHandler,
    ];
    return {
      providers,
      health: [...health, this.subscriptions(), transportHealth(this.transport), ...this.days.health],
      onStop: [() => this.stop(), () => this.stores.close()],
    };
  }

  async start(app: NestFastifyApplication, log: Logger): Promise<void> {
    const { contexts, stores, clock, transport } = this;
    const time = clock instanceof VirtualClock ? inVirtualTime(clock) : undefined;
    const commands = app.get(CommandBus);
    const execute = (command: object): Promise<unknown> => commands.execute(command);
    this.running = new Runners(
      {
        log: stores.log,
        models: stores.models,
        open: stores.codec.clearly,
        clock,
        transport,
        execute,
        notice: events => {
          stores.decisions.notice(events);
          this.personalKeys.notice(events);
        },
      },
      {
        projections: contexts.flatMap(({ projections }) => projections),
        policies: contexts.flatMap(({ policies }) => (time ? policies.map(time.policy) : policies)),
        inboxes: contexts.flatMap(({ inboxes }) => (time ? inboxes.map(time.inbox) : inboxes)),
        publications: contexts.flatMap(({ publications }) => publications),
      },
      { observer: observing(log), projectionLingerMs: this.projectionLingerMs },
    );
    await this.running.start();
    this.days.start({ models: stores.models, decisions: stores.decisions, clock, execute }, app.get(Metrics), log);
  }

  /** Shows in an application's figures how everything gets on: once per application. */
  observe(app: NestFastifyApplication): void {
    const { runners, transport, stores, contexts } = this;
    const shards = contexts.map(({ shard }) => shard);
    observeMessaging({ metrics: app.get(Metrics), runners, transport, models: stores.models, shards });
  }

  /** Finishes what is being done and closes the transport; the stores stay open. */
  async stop(): Promise<void> {
    await this.days.stop();
    await (this.running ?? { stop: () => this.transport.close() }).stop();
  }

  private subscriptions(): HealthSource {
    return {
      name: 'subscriptions',
      check: async () => {
        const status = await this.runners.status();
        const stuck = status.filter(({ state }) => state === 'lost' || state === 'failing');
        const parked = status.reduce((sum, one) => sum + one.parked, 0);
        const notes = [
          ...stuck.map(({ name, state }) => `${name} ${state}`),
          ...(parked > 0 ? [`${parked} streams parked`] : []),
        ];
        return {
          up: stuck.length === 0,
          lag_events: Math.max(0, ...status.map(({ lag }) => lag)),
          ...(notes.length > 0 ? { note: notes.join(', ') } : {}),
        };
      },
    };
  }
}

/**
 * Answers of a context are made of its own read models: whoever asks here after a write to a context that runs
 * elsewhere has nothing to wait for, as messages between contexts carry no promise of when.
 */
class RunnersReached extends ReadYourWrites {
  constructor(private readonly runners: () => Runners) {
    super();
  }

  async waitFor(shard: Shard, position: Position, signal: AbortSignal): Promise<void> {
    if (await this.runners().waitFor(shard, position, undefined, this.patience_ms)) return;
    signal.throwIfAborted();
    throw new LogUnavailable(`the read models of ${shard} did not reach ${position} in time`);
  }
}

/** What runners have to say, as log lines: names, positions and reasons, never what is in an event. */
const observing = (log: Logger): RunnerObserver => ({
  retrying: (subscription, error, pause_ms) => log.warn({ subscription, pause_ms, err: error }, 'trying again'),
  parked: ({ name: subscription, stream, position, attempts }) =>
    log.error({ subscription, stream, position, attempts }, 'stream parked'),
  lost: subscription => log.error({ subscription }, 'another process took the checkpoint'),
  saysAgain: subscription =>
    log.error({ subscription }, 'its topic is empty though it had spoken: everything is said again'),
  refused: (subscription, reason, stream) => log.info({ subscription, reason, stream }, 'refused'),
});

import { AsyncLocalStorage } from 'node:async_hooks';
import { LRUCache } from 'lru-cache';
import {
  type Decisions,
  type EventLog,
  MemoryReadModels,
  type Projection,
  type ReadModels,
  Rebuild,
  type RecordedEvent,
  type Scope,
  type Shard,
  type StoredEvent,
  type Table,
} from '#eventstore';
import { type DomainEvent, type Fold, foldAll, type Instant } from '#kernel';
import { knownLog } from './known-log.js';

/** Read models of other instants that are kept for the next question: one per context and instant. */
const most = 12;
/** @unit milliseconds */
const kept_ms = 10 * 60_000;

export interface Stored {
  readonly log: EventLog;
  readonly models: ReadModels;
  readonly decisions: Decisions;
  readonly open: (stored: readonly StoredEvent[]) => Promise<readonly RecordedEvent[]>;
}

/**
 * Any question, answered by what was recorded up to an instant. A context's read models are made anew in memory from that
 * part of its log, by the projections it lives by; states of streams are folded from that part. Nobody who asks or
 * answers knows of it.
 */
export class KnownThen {
  private readonly asked = new AsyncLocalStorage<Instant>();
  private readonly made = new LRUCache<string, Promise<ReadModels>>({ max: most, ttl: kept_ms });
  private readonly shardOf: ReadonlyMap<unknown, Shard>;
  /** One replay after the other: they are work for a whole processor. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly stored: Stored,
    private readonly projections: readonly Projection[],
    private readonly now: () => Instant,
  ) {
    this.shardOf = new Map(projections.flatMap(({ tables, shard }) => tables.map(table => [table.entity, shard])));
  }

  /** Whatever is asked within `work` is answered as it was known at the instant. */
  asOf<Result>(until: Instant, work: () => Result): Result {
    return this.asked.run(until, work);
  }

  /** For those who ask: today's read models, or those of another day. */
  readonly models: ReadModels = standing(() => this.stored.models, {
    find: (scope: Scope, table: Table, ...rest: unknown[]) => this.ask(table, 'find', scope, table, ...rest),
    findOne: (scope: Scope, table: Table, ...rest: unknown[]) => this.ask(table, 'findOne', scope, table, ...rest),
    count: (scope: Scope, table: Table, ...rest: unknown[]) => this.ask(table, 'count', scope, table, ...rest),
  });

  readonly decisions: Decisions = standing(() => this.stored.decisions, {
    history: async (shard: Shard, stream: string) => {
      const events = await this.stored.decisions.history(shard, stream);
      const until = this.asked.getStore();
      return until === undefined ? events : events.filter(({ recorded }) => recorded.recordedAt <= until);
    },
    stateOf: (shard: Shard, stream: string, fold: Fold<DomainEvent, unknown>) =>
      this.state('stateOf', shard, stream, fold),
    latestStateOf: (shard: Shard, stream: string, fold: Fold<DomainEvent, unknown>) =>
      this.state('latestStateOf', shard, stream, fold),
    stateAhead: (shard: Shard, stream: string, fold: Fold<DomainEvent, unknown>) =>
      this.state('stateAhead', shard, stream, fold),
  });

  /** The log itself, for those who browse it. */
  readonly log: EventLog = standing(() => this.logThen(), {});

  private logThen(): EventLog {
    const until = this.asked.getStore();
    return until === undefined ? this.stored.log : knownLog(this.stored.log, until);
  }

  private state(
    question: 'stateOf' | 'latestStateOf' | 'stateAhead',
    shard: Shard,
    stream: string,
    fold: Fold<DomainEvent, unknown>,
  ): Promise<unknown> {
    const until = this.asked.getStore();
    return until === undefined
      ? this.stored.decisions[question](shard, stream, fold)
      : this.stateThen(until, shard, stream, fold);
  }

  private async stateThen(
    until: Instant,
    shard: Shard,
    stream: string,
    fold: Fold<DomainEvent, unknown>,
  ): Promise<unknown> {
    const events = await this.stored.decisions.history(shard, stream);
    return foldAll(
      fold,
      events.filter(({ recorded }) => recorded.recordedAt <= until),
    );
  }

  private async ask(table: Table, question: 'find' | 'findOne' | 'count', ...given: unknown[]): Promise<unknown> {
    const until = this.asked.getStore();
    const shard = this.shardOf.get(table.entity);
    const models = until === undefined || shard === undefined ? this.stored.models : await this.modelsOf(shard, until);
    return (models[question] as (...args: unknown[]) => Promise<unknown>).apply(models, given);
  }

  private async modelsOf(shard: Shard, until: Instant): Promise<ReadModels> {
    // A day that is not over may still become another: its models are those of this moment.
    const moment = until < this.now() ? '' : String(await this.stored.log.head(shard));
    const key = `${shard} ${until} ${moment}`;
    let models = this.made.get(key);
    if (!models) {
      models = this.turn.then(() => this.replayed(shard, until));
      this.turn = models.catch(() => undefined);
      this.made.set(key, models);
      models.catch(() => this.made.delete(key));
    }
    return models;
  }

  private async replayed(shard: Shard, until: Instant): Promise<ReadModels> {
    const models = new MemoryReadModels();
    const own = this.projections.filter(projection => projection.shard === shard);
    await new Rebuild(knownLog(this.stored.log, until), this.stored.open, models).rebuild(own);
    return models;
  }
}

/** Whatever stands there, but for some members. */
const standing = <Port extends object>(current: () => Port, instead: Readonly<Record<string, unknown>>): Port =>
  new Proxy({} as Port, {
    get: (_, name) => {
      if (typeof name === 'string' && Object.hasOwn(instead, name)) return instead[name];
      const target = current() as Record<PropertyKey, unknown>;
      const member = target[name];
      return typeof member === 'function' ? (member as (...args: unknown[]) => unknown).bind(target) : member;
    },
  });

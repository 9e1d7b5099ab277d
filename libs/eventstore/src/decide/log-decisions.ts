import type { Decider, DomainEvent, Fold, JointDecider, JointStreams, StatesByStream } from '#kernel';
import {
  type Answer,
  CommandInFlight,
  CommandRefused,
  CommandReused,
  type Decided,
  type DecideOptions,
  Decisions,
  TooManyConflicts,
} from '../decisions.js';
import type {
  AppendResult,
  EventLog,
  KnownCommand,
  Metadata,
  RecordedEvent,
  Shard,
  StreamAppend,
} from '../event-log.js';
import type { EventCodec } from '../sealing/codec.js';
import type { DataKeys } from '../sealing/data-keys.js';
import type { OpaqueKeys } from '../sealing/opaque-keys.js';
import { Answers } from './answers.js';
import { eventIdsOf } from './event-ids.js';
import { type Known, StateCache } from './state-cache.js';

/** Decisions on one hot stream are taken again this often before the caller is asked to come back. */
const mostAttempts = 25;

type AnyFold = Fold<DomainEvent, unknown>;
interface JointCommand {
  readonly shard: Shard;
  readonly streams: Readonly<Record<string, string>>;
  readonly folds: Readonly<Record<string, AnyFold>>;
  readonly decide: (states: Record<string, unknown>) => ReturnType<JointDecider<unknown, JointStreams>['decide']>;
  readonly metadata: Metadata;
  readonly fresh: readonly string[];
  readonly answer?: (states: Record<string, unknown>) => Answer;
}

/** Decisions over an event log. Batching and caching are here and in the log; correctness is in the expected versions. */
export class LogDecisions extends Decisions {
  private readonly states: StateCache;
  private readonly answers: Answers;
  private readonly inFlight = new Set<string>();

  constructor(
    private readonly log: EventLog,
    private readonly codec: EventCodec,
    keys: DataKeys,
    /** Turns fingerprints of requests into what may be kept; without it they are kept as they come. */
    private readonly opaque?: OpaqueKeys,
  ) {
    super();
    this.states = new StateCache(log, codec);
    this.answers = new Answers(keys);
  }

  decide<Command, Event extends DomainEvent, State>(
    shard: Shard,
    stream: string,
    decider: Decider<Command, Event, State>,
    command: Command,
    metadata: Metadata,
    options: DecideOptions<{ self: State }> = {},
  ): Promise<Decided> {
    return this.carryOut({
      shard,
      streams: { self: stream },
      folds: { self: decider as unknown as AnyFold },
      decide: ({ self }) => {
        const decision = decider.decide(command, self as State);
        return decision.outcome === 'accepted' ? { outcome: 'accepted', events: { self: decision.events } } : decision;
      },
      metadata,
      fresh: options.fresh ?? [],
      answer: options.answer as JointCommand['answer'],
    });
  }

  decideJointly<Command, Streams extends JointStreams>(
    shard: Shard,
    streams: { readonly [Name in keyof Streams]: string },
    decider: JointDecider<Command, Streams>,
    command: Command,
    metadata: Metadata,
    options: DecideOptions<StatesByStream<Streams>> = {},
  ): Promise<Decided> {
    return this.carryOut({
      shard,
      streams: streams as Record<string, string>,
      folds: decider.folds as unknown as Record<string, AnyFold>,
      decide: states =>
        decider.decide(command, states as StatesByStream<Streams>) as ReturnType<JointCommand['decide']>,
      metadata,
      fresh: options.fresh ?? [],
      answer: options.answer as JointCommand['answer'],
    });
  }

  async stateOf<Event extends DomainEvent, State>(
    shard: Shard,
    stream: string,
    fold: Fold<Event, State>,
  ): Promise<State> {
    return (await this.states.load(shard, stream, fold as unknown as Fold<DomainEvent, State>)).state;
  }

  async history<Event extends DomainEvent>(shard: Shard, stream: string): Promise<readonly RecordedEvent<Event>[]> {
    return (await this.states.read(shard, stream)) as unknown as readonly RecordedEvent<Event>[];
  }

  /** Forgets every cached state: after a key was destroyed, nothing readable may linger. */
  forgetStates(): void {
    this.states.clear();
  }

  private async carryOut(asked: JointCommand): Promise<Decided> {
    const command = { ...asked, metadata: this.withoutHash(asked.metadata) };
    const place = `${command.shard}|${command.metadata.commandId}`;
    if (this.inFlight.has(place))
      throw new CommandInFlight(`command ${command.metadata.commandId} is being carried out`);
    this.inFlight.add(place);
    try {
      for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
        const decided = await this.attempt(command, attempt === 0);
        if (decided) return decided;
      }
      throw new TooManyConflicts(`others keep changing ${Object.values(command.streams).join(', ')}`);
    } finally {
      this.inFlight.delete(place);
    }
  }

  /**
   * A bare hash of a request tells what was in it to whoever can try the few things that could have been: an act, a
   * diagnosis. Under a key that is not in the database it still tells one request from another, and nothing else.
   */
  private withoutHash(metadata: Metadata): Metadata {
    const { fingerprint, commandId } = metadata;
    if (!this.opaque || fingerprint === undefined) return metadata;
    return { ...metadata, fingerprint: this.opaque.keyOf('request:fingerprint', commandId, fingerprint) };
  }

  /** One try; undefined when a stream had moved on meanwhile. */
  private async attempt(command: JointCommand, first: boolean): Promise<Decided | undefined> {
    const { shard, streams, metadata } = command;
    const names = Object.keys(command.folds);
    const before = await this.load(command, names, first);
    const decision = command.decide(statesOf(before));
    if (decision.outcome !== 'accepted') {
      // A repeated command is answered as it was the first time, whatever would be decided of it now.
      const known = await this.log.findCommand(shard, metadata.commandId);
      if (known) return this.repeated(command, known);
      if (decision.outcome === 'refused') throw new CommandRefused(decision);
      return this.unchanged(command, before);
    }
    const after = evolved(before, decision.events);
    const result = await this.append(command, before, decision.events, after);
    if (result.status === 'conflict') {
      await Promise.all(names.map(name => this.states.catchUp(shard, streams[name]!)));
      return undefined;
    }
    if (result.status === 'duplicate') return this.repeated(command, result.known);
    for (const name of names) if (after[name]!.version > 0) this.states.remember(shard, streams[name]!, after[name]!);
    return {
      status: 'recorded',
      position: result.lastPosition,
      answer: command.answer?.(statesOf(after)).body ?? null,
    };
  }

  private async load(
    { shard, streams, folds, fresh }: JointCommand,
    names: readonly string[],
    first: boolean,
  ): Promise<Record<string, Known>> {
    const known = await Promise.all(
      names.map(name => {
        const fold = folds[name]!;
        const cached = this.states.peek(shard, streams[name]!, fold);
        if (cached) return cached;
        return first && fresh.includes(name)
          ? { fold, version: 0, state: fold.initialState }
          : this.states.load(shard, streams[name]!, fold);
      }),
    );
    return Object.fromEntries(names.map((name, index) => [name, known[index]!]));
  }

  private async append(
    { shard, streams, metadata, answer }: JointCommand,
    before: Record<string, Known>,
    events: Readonly<Record<string, readonly DomainEvent[] | undefined>>,
    after: Record<string, Known>,
  ): Promise<AppendResult> {
    const names = Object.keys(before);
    const all = names.flatMap(name => events[name] ?? []);
    const ids = eventIdsOf(metadata.commandId, all.length);
    const encoded = await this.codec.encode(shard, all, ids);
    let from = 0;
    const appends = names.map((name): StreamAppend => {
      const count = events[name]?.length ?? 0;
      return { stream: streams[name]!, expected: before[name]!.version, events: encoded.slice(from, (from += count)) };
    });
    const kept = answer ? await this.answers.keep(shard, metadata.commandId, answer(statesOf(after))) : null;
    return this.log.append({ shard, streams: appends, metadata, answer: kept });
  }

  private async repeated({ shard, metadata }: JointCommand, known: KnownCommand): Promise<Decided> {
    if (
      known.fingerprint !== null &&
      metadata.fingerprint !== undefined &&
      known.fingerprint !== metadata.fingerprint
    ) {
      throw new CommandReused(`the key of command ${metadata.commandId} was used for another request`);
    }
    return {
      status: 'repeated',
      position: known.lastPosition,
      answer: await this.answers.open(shard, metadata.commandId, known.answer),
    };
  }

  private async unchanged({ shard, answer }: JointCommand, states: Record<string, Known>): Promise<Decided> {
    return {
      status: 'unchanged',
      position: await this.log.head(shard),
      answer: answer?.(statesOf(states)).body ?? null,
    };
  }
}

const statesOf = (known: Record<string, Known>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(known).map(([name, { state }]) => [name, state]));

const evolved = (
  before: Record<string, Known>,
  events: Readonly<Record<string, readonly DomainEvent[] | undefined>>,
): Record<string, Known> =>
  Object.fromEntries(
    Object.entries(before).map(([name, { fold, version, state }]) => {
      const added = events[name] ?? [];
      return [
        name,
        {
          fold,
          version: version + added.length,
          state: added.reduce((current, event) => fold.evolve(current, event), state),
        },
      ];
    }),
  );

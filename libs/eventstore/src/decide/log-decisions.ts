import type { Decider, DomainEvent, Fold, JointDecider, JointStreams, Refusal, StatesByStream } from '#kernel';
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
  Append,
  AppendResult,
  Attempt,
  EventLog,
  KnownCommand,
  Metadata,
  RecordedEvent,
  Shard,
  StoredEvent,
  StreamAppend,
} from '../event-log.js';
import type { EventCodec } from '../sealing/codec.js';
import type { DataKeys } from '../sealing/data-keys.js';
import type { OpaqueKeys } from '../sealing/opaque-keys.js';
import { Answers } from './answers.js';
import { eventIdsOf } from './event-ids.js';
import { allStored, type EventsByName, evolved, statesOf } from './states.js';
import { type Known, placeOf, StateCache } from './state-cache.js';
import { Turns } from './turns.js';

/** Decisions on one hot stream are taken again this often before the caller is asked to come back. */
const mostAttempts = 25;

/**
 * Who repeats one command often repeats hundreds (messages that come again). Decided as if it were new, each would lead
 * whoever is decided after it to a state that never is: so many are looked up first.
 */
const cautionAfterRepetition = 500;

type AnyFold = Fold<DomainEvent, unknown>;
interface JointCommand {
  readonly shard: Shard;
  readonly streams: Readonly<Record<string, string>>;
  readonly folds: Readonly<Record<string, AnyFold>>;
  readonly decide: (states: Record<string, unknown>) => ReturnType<JointDecider<unknown, JointStreams>['decide']>;
  readonly metadata: Metadata;
  readonly fresh: readonly string[];
  readonly answer?: (states: Record<string, unknown>) => Answer;
  /** Remembered with the command: asked again, it is refused again. */
  readonly refusal?: Refusal;
}

/** Decisions over an event log. Batching and caching are here and in the log; correctness is in the expected versions. */
export class LogDecisions extends Decisions {
  private readonly states: StateCache;
  private readonly answers: Answers;
  private readonly inFlight = new Set<string>();
  /** How many commands are looked up before they are decided. */
  private caution = 0;
  private readonly turns = new Turns(append => this.log.append(append));

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

  stateOf<Event extends DomainEvent, State>(shard: Shard, stream: string, fold: Fold<Event, State>): Promise<State> {
    const known = this.states.peek(shard, stream, fold as unknown as AnyFold);
    // Nearly always: a claim asks a dozen times, and every promise between asking and answering is work.
    if (known && !known.stored) return Promise.resolve(known.state as State);
    return this.storedState(shard, stream, fold);
  }

  private async storedState<Event extends DomainEvent, State>(
    shard: Shard,
    stream: string,
    fold: Fold<Event, State>,
  ): Promise<State> {
    return (await this.states.loadStored(shard, stream, fold as unknown as Fold<DomainEvent, State>)).state;
  }

  async latestStateOf<Event extends DomainEvent, State>(
    shard: Shard,
    stream: string,
    fold: Fold<Event, State>,
  ): Promise<State> {
    if (this.states.peek(shard, stream, fold as unknown as AnyFold)) await this.states.catchUp(shard, stream);
    return this.stateOf(shard, stream, fold);
  }

  /** Events that were found in the log: of another process, where they are news here. */
  notice(events: readonly StoredEvent[]): void {
    for (const { shard, stream, version } of events) this.states.notice(shard, stream, version);
  }

  stateAhead<Event extends DomainEvent, State>(shard: Shard, stream: string, fold: Fold<Event, State>): Promise<State> {
    const known = this.states.peek(shard, stream, fold as unknown as AnyFold);
    if (known) return Promise.resolve(known.state as State);
    return this.states.load(shard, stream, fold as unknown as Fold<DomainEvent, State>).then(({ state }) => state);
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
      if (this.caution > 0) {
        this.caution -= 1;
        const known = await this.log.findCommand(command.shard, command.metadata.commandId);
        if (known) return await this.repeated(command, known);
      }
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
    const { shard, metadata } = command;
    const loaded = this.load(command, first);
    const before = loaded instanceof Promise ? this.newest(command, await loaded) : loaded;
    const decision = command.decide(statesOf(before));
    if (decision.outcome !== 'accepted') {
      // Nobody is turned away because of something that is not stored in the end.
      if (!(await allStored(before))) return undefined;
      // A repeated command is answered as it was the first time, whatever would be decided of it now.
      const known = await this.log.findCommand(shard, metadata.commandId);
      if (known) return this.repeated(command, known);
      if (await this.isBehind(command, before, first)) return undefined;
      if (metadata.once) {
        const refusal = decision.outcome === 'refused' ? decision : undefined;
        const result = await this.store({ ...command, refusal }, before, {}, before);
        if (result.status === 'conflict') return undefined;
        if (result.status === 'duplicate') return this.repeated(command, result.known);
      }
      if (decision.outcome === 'refused') throw new CommandRefused(decision);
      return this.unchanged(command, before);
    }
    const after = evolved(before, decision.events);
    const answer = command.answer?.(statesOf(after));
    const result = await this.store(command, before, decision.events, after, answer);
    if (result.status === 'conflict') return undefined;
    if (result.status === 'duplicate') return this.repeated(command, result.known);
    return { status: 'recorded', position: result.lastPosition, answer: answer?.body ?? null };
  }

  /** Nor because of what is not so any more: a decision without events meets no conflict that would tell. */
  private async isBehind(command: JointCommand, before: Record<string, Known>, first: boolean): Promise<boolean> {
    if (first && command.fresh.some(name => before[name]?.version === 0)) return true;
    await this.catchUp(command);
    const { shard, streams, folds } = command;
    return Object.entries(before).some(([name, { version }]) => {
      const newest = this.states.peek(shard, streams[name]!, folds[name]!);
      return newest !== undefined && newest.version > version;
    });
  }

  /** While one stream was loaded, others may have been decided on. From here to the decision nothing waits. */
  private newest({ shard, streams, folds }: JointCommand, loaded: Record<string, Known>): Record<string, Known> {
    const newest: Record<string, Known> = {};
    for (const name in loaded) newest[name] = this.states.peek(shard, streams[name]!, folds[name]!) ?? loaded[name]!;
    return newest;
  }

  /**
   * Hands the events to the log and lets the next decision on these streams begin at once, on the state they will
   * have. Should they not be stored, that next one meets a conflict and is taken again.
   */
  private store(
    command: JointCommand,
    before: Record<string, Known>,
    events: EventsByName,
    after: Record<string, Known>,
    answer?: Answer,
  ): Promise<AppendResult> {
    const { shard, streams } = command;
    const changed = Object.keys(before).filter(name => (events[name]?.length ?? 0) > 0);
    const attempt: Attempt = Symbol(command.metadata.commandId);
    const result = this.turns.inTurn(
      Object.keys(before).map(name => placeOf(shard, streams[name]!)),
      changed.map(name => placeOf(shard, streams[name]!)),
      this.prepare(command, before, events, answer).then(append => ({ ...append, attempt })),
    );
    const stored = result.then(
      ({ status }) => status === 'appended',
      () => false,
    );
    for (const name of changed) {
      const { certain = before[name]! } = before[name]!;
      this.states.remember(shard, streams[name]!, { ...after[name]!, stored, attempt, certain });
    }
    return result.then(
      async outcome => {
        await this.settle(command, changed, after, stored);
        if (outcome.status !== 'appended') await this.catchUp(command);
        return outcome;
      },
      async error => {
        await this.settle(command, changed, after, stored);
        throw error;
      },
    );
  }

  /** What is certain now takes the place of what was expected, or stands behind what others went on to from it. */
  private async settle(
    { shard, streams, folds }: JointCommand,
    changed: readonly string[],
    after: Record<string, Known>,
    stored: Promise<boolean>,
  ): Promise<void> {
    const arrived = await stored;
    for (const name of changed) {
      const known = this.states.peek(shard, streams[name]!, folds[name]!);
      if (!known?.stored) continue;
      if (arrived) {
        const { fold, version, state } = after[name]!;
        const certain = { fold, version, state };
        this.states.remember(shard, streams[name]!, known.stored === stored ? certain : { ...known, certain });
      }
      // What others went on from never was: nobody else may begin there.
      else this.states.fallBack(shard, streams[name]!, known);
    }
  }

  private async catchUp({ shard, streams, folds }: JointCommand): Promise<void> {
    await Promise.all(Object.keys(folds).map(name => this.states.catchUp(shard, streams[name]!)));
  }

  /** At once where all of it is known. */
  private load(command: JointCommand, first: boolean): Promise<Record<string, Known>> | Record<string, Known> {
    const { shard, streams, folds, fresh } = command;
    const known: Record<string, Known> = {};
    for (const name in folds) {
      const fold = folds[name]!;
      const cached = this.states.peek(shard, streams[name]!, fold);
      if (cached) known[name] = cached;
      else if (first && fresh.includes(name)) known[name] = { fold, version: 0, state: fold.initialState };
      else return this.loadAll(command, first);
    }
    return known;
  }

  private async loadAll(
    { shard, streams, folds, fresh }: JointCommand,
    first: boolean,
  ): Promise<Record<string, Known>> {
    const names = Object.keys(folds);
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

  private async prepare(
    { shard, streams, metadata, refusal }: JointCommand,
    before: Record<string, Known>,
    events: EventsByName,
    answer: Answer | undefined,
  ): Promise<Append> {
    const names = Object.keys(before);
    const all = names.flatMap(name => events[name] ?? []);
    const encoded = await this.codec.encode(shard, all, eventIdsOf(metadata.commandId, all.length));
    let from = 0;
    const appends = names.map((name): StreamAppend => {
      const count = events[name]?.length ?? 0;
      return {
        stream: streams[name]!,
        expected: before[name]!.version,
        ...(before[name]!.attempt === undefined ? {} : { after: before[name]!.attempt }),
        events: encoded.slice(from, (from += count)),
      };
    });
    if (refusal) return { shard, streams: appends, metadata, answer: this.answers.keepRefusal(refusal) };
    const kept = answer ? await this.answers.keep(shard, metadata.commandId, answer) : null;
    return { shard, streams: appends, metadata, answer: kept };
  }

  private async repeated({ shard, metadata }: JointCommand, known: KnownCommand): Promise<Decided> {
    this.caution = cautionAfterRepetition;
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

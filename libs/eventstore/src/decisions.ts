import type {
  Decider,
  DomainEvent,
  Fold,
  JointDecider,
  JointStreams,
  Refusal,
  SealClass,
  StatesByStream,
} from '#kernel';
import type { Metadata, Position, RecordedEvent, Shard } from './event-log.js';

/** What the caller is told. Sealed when it names acts or reasons: it is kept with the command. */
export interface Answer {
  readonly body: unknown;
  readonly seal?: { readonly subject: string; readonly class: SealClass };
}

export interface Decided {
  /** `recorded`: events were stored. `unchanged`: nothing to do. `repeated`: this command was carried out before. */
  readonly status: 'recorded' | 'unchanged' | 'repeated';
  /** A read that sends this back waits until its projection is there. */
  readonly position: Position;
  /** What `answer` made of the states after the decision, or what the first caller was told. */
  readonly answer: unknown;
}

export interface DecideOptions<States> {
  readonly answer?: (after: States) => Answer;
  /** Streams thought not to exist yet: decided without reading them first; a wrong guess only costs a second try. */
  readonly fresh?: readonly (keyof States & string)[];
}

/** A refused command is an answer, not a failure. */
export class CommandRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.reason);
  }
}

/** The idempotency key was used for another request before: 422. */
export class CommandReused extends Error {}

/** The same command is being carried out at this moment: 409 with Retry-After. */
export class CommandInFlight extends Error {}

/** Others kept changing the same streams: 409 with Retry-After. */
export class TooManyConflicts extends Error {}

/** Load, decide, append: the only way from a command to the log. Knows batching and caches; contexts know neither. */
export abstract class Decisions {
  /** @throws CommandRefused CommandReused CommandInFlight TooManyConflicts */
  abstract decide<Command, Event extends DomainEvent, State>(
    shard: Shard,
    stream: string,
    decider: Decider<Command, Event, State>,
    command: Command,
    metadata: Metadata,
    options?: DecideOptions<{ self: State }>,
  ): Promise<Decided>;

  /** The same over several streams of one shard: all their events are stored, or none. */
  abstract decideJointly<Command, Streams extends JointStreams>(
    shard: Shard,
    streams: { readonly [Name in keyof Streams]: string },
    decider: JointDecider<Command, Streams>,
    command: Command,
    metadata: Metadata,
    options?: DecideOptions<StatesByStream<Streams>>,
  ): Promise<Decided>;

  /**
   * State of a stream, as this process knows it: what another process stored a moment ago may be missing. For showing,
   * and for what a decision may take from a moment ago.
   */
  abstract stateOf<Event extends DomainEvent, State>(
    shard: Shard,
    stream: string,
    fold: Fold<Event, State>,
  ): Promise<State>;

  /**
   * State of a stream with all that any process stored before this was asked. For finding out whether there is anything
   * to decide at all: a decision finds out by itself that it rests on an old state, nothing else does.
   */
  abstract latestStateOf<Event extends DomainEvent, State>(
    shard: Shard,
    stream: string,
    fold: Fold<Event, State>,
  ): Promise<State>;

  /**
   * State of a stream with what was decided on it and is still on its way to the log. Only for looking up what a
   * decision then rests on or finds out to be wrong; never for an answer.
   */
  abstract stateAhead<Event extends DomainEvent, State>(
    shard: Shard,
    stream: string,
    fold: Fold<Event, State>,
  ): Promise<State>;

  /** Events of a stream, upcast and opened. Time travel folds those recorded by the end of the day asked about. */
  abstract history<Event extends DomainEvent>(shard: Shard, stream: string): Promise<readonly RecordedEvent<Event>[]>;
}

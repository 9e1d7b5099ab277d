import type { DomainEvent } from './event.js';

/** How a stream's events become its state. `evolve` copies what was decided; it never decides again and never fails. */
export interface Fold<Event extends DomainEvent, State> {
  readonly initialState: State;
  evolve(state: State, event: Event): State;
}

/** Facts that explain a refusal: field names, dates, ids. Never a name of a person, an act or a diagnosis. */
export type Facts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What kind of refusal: the edge maps each kind to one status. */
export type RefusalKind = 'invalid' | 'forbidden' | 'notFound' | 'conflict' | 'unprocessable';

export interface Refusal<Reason extends string = string> {
  readonly outcome: 'refused';
  readonly reason: Reason;
  readonly kind: RefusalKind;
  readonly facts?: Facts;
}

export interface Accepted<Events> {
  readonly outcome: 'accepted';
  readonly events: Events;
}

/** Already so: the command is answered like the first time, and nothing is recorded. */
export interface NothingToDo {
  readonly outcome: 'nothingToDo';
}

export type Decision<Event extends DomainEvent, Reason extends string> =
  Accepted<readonly Event[]> | Refusal<Reason> | NothingToDo;

/** Concludes from a command and one stream's state. Pure: no clock, no ids, no chance, no reading. */
export interface Decider<Command, Event extends DomainEvent, State, Reason extends string = string> extends Fold<
  Event,
  State
> {
  decide(command: Command, state: State): Decision<Event, Reason>;
}

/** Streams that one decision reads and appends to together, all or nothing: a claim and its household, for instance. */
export type JointStreams = Readonly<Record<string, { readonly event: DomainEvent; readonly state: unknown }>>;
export type EventsByStream<Streams extends JointStreams> = {
  readonly [Name in keyof Streams]?: readonly Streams[Name]['event'][];
};
export type StatesByStream<Streams extends JointStreams> = { readonly [Name in keyof Streams]: Streams[Name]['state'] };
export type JointDecision<Streams extends JointStreams, Reason extends string> =
  Accepted<EventsByStream<Streams>> | Refusal<Reason> | NothingToDo;

/** A decider over several streams of one context; the order of `folds` is the order of their events in the log. */
export interface JointDecider<Command, Streams extends JointStreams, Reason extends string = string> {
  readonly folds: { readonly [Name in keyof Streams]: Fold<Streams[Name]['event'], Streams[Name]['state']> };
  decide(command: Command, states: StatesByStream<Streams>): JointDecision<Streams, Reason>;
}

export const accept = <Event extends DomainEvent>(...events: readonly Event[]): Accepted<readonly Event[]> => ({
  outcome: 'accepted',
  events,
});
export const acceptIn = <Events>(events: Events): Accepted<Events> => ({ outcome: 'accepted', events });
export const nothingToDo: NothingToDo = { outcome: 'nothingToDo' };

/** @param kind `conflict` unless said: the state of things forbids it now. */
export const refuse = <Reason extends string>(
  reason: Reason,
  facts?: Facts,
  kind: RefusalKind = 'conflict',
): Refusal<Reason> => ({
  outcome: 'refused',
  reason,
  kind,
  ...(facts ? { facts } : {}),
});

/** The compiler proves that no case is left; at run time a stray one is a programming error. */
export const unreachable = (stray: never): never => {
  throw new Error(`unexpected case: ${(stray as { type?: string }).type ?? String(stray)}`);
};

/** The state of a stream after its events. */
export const foldAll = <Event extends DomainEvent, State>(fold: Fold<Event, State>, events: Iterable<Event>): State => {
  let state = fold.initialState;
  for (const event of events) state = fold.evolve(state, event);
  return state;
};

import type { DomainEvent, Fold, JointDecider, JointStreams, StatesByStream } from '#kernel';

/** More decisions than any change of a test's few claims can lead to. */
const restless = 2_000;

/** Streams as the log keeps them, and what is to be done again for what an event names. */
export class StreamsInMemory {
  readonly log: DomainEvent[] = [];
  /** Each decision as it was: its events, or why not. */
  readonly decisions: unknown[] = [];
  private readonly streams = new Map<string, DomainEvent[]>();
  private readonly states = new Map<string, { fold: unknown; seen: number; state: unknown }>();
  private readonly later: (() => void)[] = [];
  private draining = false;

  /** @param reconsider decides again a claim that an event names, as the policy does */
  constructor(private readonly reconsider: (claim: string) => void) {}

  of(stream: string): readonly DomainEvent[] {
    return this.streams.get(stream) ?? [];
  }

  /** What was there before. */
  put(stream: string, events: readonly DomainEvent[]): void {
    this.store(stream, events);
  }

  /** What was folded before is not folded again. */
  state<State>(stream: string, fold: { initialState: State; evolve(state: State, event: never): State }): State {
    const events = this.of(stream);
    const known = this.states.get(stream);
    const from = known?.fold === fold ? known : { seen: 0, state: fold.initialState };
    const state = events
      .slice(from.seen)
      .reduce((current, event) => fold.evolve(current, event as never), from.state as State);
    this.states.set(stream, { fold, seen: events.length, state });
    return state;
  }

  /** The reason of a refusal, `nothingToDo` or `accepted`. */
  one<Command, Event extends DomainEvent, State>(
    stream: string,
    decider: Fold<Event, State> & {
      decide(command: Command, state: State): { outcome: string; events?: readonly Event[]; reason?: string };
    },
    command: Command,
  ): string {
    const decision = decider.decide(command, this.state(stream, decider));
    this.decisions.push(decision);
    this.store(stream, decision.events ?? []);
    this.drain();
    return decision.reason ?? decision.outcome;
  }

  joint<Command, Streams extends JointStreams>(
    decider: JointDecider<Command, Streams>,
    names: { readonly [Name in keyof Streams]: string },
    command: Command,
  ): string {
    const keys = Object.keys(decider.folds) as (keyof Streams & string)[];
    const states = Object.fromEntries(keys.map(name => [name, this.state(names[name], decider.folds[name])]));
    const decision = decider.decide(command, states as StatesByStream<Streams>);
    this.decisions.push(decision);
    if (decision.outcome !== 'accepted') return decision.outcome === 'refused' ? decision.reason : decision.outcome;
    // One append: what follows from it sees all of its streams.
    for (const name of keys) this.store(names[name], decision.events[name] ?? []);
    this.drain();
    return 'accepted';
  }

  /** Through JSON, as the log would; then what the policy does. */
  private store(stream: string, events: readonly DomainEvent[]): void {
    const stored = JSON.parse(JSON.stringify(events)) as DomainEvent[];
    this.streams.set(stream, [...this.of(stream), ...stored]);
    this.log.push(...stored);
    for (const event of stored) {
      const { reconsider = [] } = event.data as { reconsider?: readonly string[] };
      for (const claim of reconsider) this.later.push(() => this.reconsider(claim));
    }
  }

  private drain(): void {
    if (this.draining) return;
    this.draining = true;
    try {
      for (let [next, done] = [this.later.shift(), 0]; next; next = this.later.shift(), done += 1) {
        if (done > restless) throw new Error('decisions that follow from one another never come to rest');
        next();
      }
    } finally {
      this.draining = false;
    }
  }
}

import {
  type EventLog,
  LogGap,
  type Position,
  type RecordedEvent,
  type Shard,
  type StoredEvent,
} from '../event-log.js';
import { SharedTimers } from './shared-timers.js';
import { isTransient } from './transient.js';

/** Stored events, upcast and unsealed as far as keys allow. */
export type OpenEvents = (events: readonly StoredEvent[]) => Promise<readonly RecordedEvent[]>;

/** A stored event that cannot be read: a version nobody knows, bytes that are not JSON. Its stream is set aside. */
export class Unreadable extends Error {}

export interface FedEvent {
  readonly event: RecordedEvent;
  /** Why it could not be opened; `event` then has its envelope and no data. */
  readonly unreadable?: Unreadable;
}

const batchesKept = 4;
const openedKept = 1_000;

/**
 * The tail of one shard, read and opened once for all who follow it: their questions nearly always coincide. What was
 * opened stays for a few batches only, so that an erased person is soon gone from here too.
 */
export class EventFeed {
  private readonly recent = new Map<Position, Promise<readonly FedEvent[]>>();
  /** Those who follow are seldom at the same position, but near each other: an event is opened once for all. */
  private readonly opened = new Map<Position, FedEvent>();
  private readonly forget: () => void;
  private readonly timers = new SharedTimers();

  constructor(
    private readonly log: EventLog,
    readonly shard: Shard,
    private readonly open: OpenEvents,
    /** Events of a batch. When fewer come there are no more, as far as this process knows. */
    readonly limit = 500,
    /** Told of events that this process did not just append itself, as far as it knows. */
    private readonly onRead: (events: readonly StoredEvent[]) => void = () => undefined,
  ) {
    // An answer from before an append may lack it. Whoever is woken by the append asks after this ran.
    this.forget = log.onAppended(shard, () => this.recent.clear());
  }

  /** Events after a position, oldest first; none when there are none yet. @throws LogGap LogUnavailable */
  after(position: Position): Promise<readonly FedEvent[]> {
    const known = this.recent.get(position);
    if (known) return known;
    const reading = this.read(position);
    this.recent.set(position, reading);
    const drop = (): void => {
      if (this.recent.get(position) === reading) this.recent.delete(position);
    };
    reading.then(events => events.length === 0 && drop(), drop);
    for (const oldest of this.recent.keys()) {
      if (this.recent.size <= batchesKept) break;
      this.recent.delete(oldest);
    }
    return reading;
  }

  /** Events of one stream from a position to another, both inside. */
  async stream(stream: string, from: Position, to: Position): Promise<readonly FedEvent[]> {
    const events = await this.log.readStream(this.shard, stream);
    return openEach(
      events.filter(({ position }) => from <= position && position <= to),
      this.open,
    );
  }

  head(): Promise<Position> {
    return this.log.head(this.shard);
  }

  onAppended(listener: () => void): () => void {
    return this.log.onAppended(this.shard, listener);
  }

  /** For what other processes append. All who follow look at the same moment, and mostly from the same position. */
  every(ms: number, look: () => void): () => void {
    return this.timers.every(ms, look);
  }

  close(): void {
    this.forget();
    this.recent.clear();
    this.opened.clear();
  }

  private async read(after: Position): Promise<readonly FedEvent[]> {
    const { log, shard, limit } = this;
    const events = log.appendedAfter(shard, after, limit) ?? (await this.readBack(after));
    if (log.abilities.dense) assertDense(shard, events, after);
    const known = events.map(({ position }) => this.opened.get(position));
    const fresh = await openEach(
      events.filter((_, index) => !known[index]),
      this.open,
    );
    let next = 0;
    const fed = known.map(opened => opened ?? fresh[next++]!);
    this.keep(fresh);
    return fed;
  }

  private async readBack(after: Position): Promise<readonly StoredEvent[]> {
    const events = await this.log.readAll(this.shard, { after, limit: this.limit });
    this.onRead(events);
    return events;
  }

  private keep(fresh: readonly FedEvent[]): void {
    for (const fed of fresh) this.opened.set(fed.event.recorded.position, fed);
    for (const oldest of this.opened.keys()) {
      if (this.opened.size <= openedKept) break;
      this.opened.delete(oldest);
    }
  }
}

export const assertDense = (shard: Shard, events: readonly StoredEvent[], after: Position): void => {
  const [first, last] = [events[0], events.at(-1)];
  if (!first || !last) return;
  if (first.position !== after + 1 || last.position !== after + events.length)
    throw new LogGap(`${shard}: ${events.length} events after ${after} go from ${first.position} to ${last.position}`);
};

/** Opens a batch; when that fails, event by event, so that one that cannot be read doesn't hide the others. */
export const openEach = async (events: readonly StoredEvent[], open: OpenEvents): Promise<readonly FedEvent[]> => {
  if (events.length === 0) return [];
  try {
    return (await open(events)).map(event => ({ event }));
  } catch (error) {
    if (isTransient(error)) throw error;
  }
  return Promise.all(events.map(event => openOne(event, open)));
};

const openOne = async (stored: StoredEvent, open: OpenEvents): Promise<FedEvent> => {
  try {
    const [event] = await open([stored]);
    return { event: event! };
  } catch (error) {
    if (isTransient(error)) throw error;
    return { event: envelopeOf(stored), unreadable: new Unreadable(`${stored.type} cannot be read`, { cause: error }) };
  }
};

const envelopeOf = (stored: StoredEvent): RecordedEvent => ({
  type: stored.type,
  version: stored.schemaVersion,
  effectiveAt: stored.effectiveAt,
  data: undefined,
  recorded: stored,
});

import { type EventLog, type Scope, type Shard, shards, type StoredEvent } from '#eventstore';
import { causesNamedIn, linksOf, type Told, toldOf } from './links.js';

/** One fact of a chain, and the facts of it that it rests on. */
export interface Linked {
  readonly event: StoredEvent;
  readonly ledBy: readonly string[];
}

export interface Chain {
  /** What came before is before; the event asked about comes last. */
  readonly chain: readonly Linked[];
  /** False: more led there than is followed, the earliest of it is missing. */
  readonly isWhole: boolean;
}

/** So many facts are followed: a remittance of some hundred claims, back to their receipts. */
const most = 2_000;

/**
 * From a fact back to where it began: over what it names as its cause, and over what its clear part says it pays or
 * rests on. A payment leads to its remittance, the claims it lists, the cover they were decided by, the receipts that
 * opened it and the enrolment; nothing of a scheme outside the scope is followed.
 */
export const chainTo = (log: EventLog, scope: Scope, last: StoredEvent, limit = most): Promise<Chain> =>
  new Walk(log, scope, limit).from(last);

class Walk {
  private readonly told = new Map<string, Told>();
  private readonly ledBy = new Map<string, readonly string[]>();
  private readonly streams = new Map<string, readonly Told[]>();
  private isWhole = true;

  constructor(
    private readonly log: EventLog,
    private readonly scope: Scope,
    private readonly limit: number,
  ) {}

  async from(last: StoredEvent): Promise<Chain> {
    let frontier: readonly Told[] = [toldOf(last)];
    this.told.set(last.eventId, frontier[0]!);
    while (frontier.length > 0) frontier = await this.stepBack(frontier);
    return { chain: this.inOrder(last.eventId), isWhole: this.isWhole };
  }

  private async stepBack(frontier: readonly Told[]): Promise<readonly Told[]> {
    await this.read(frontier);
    const named = await this.byId(new Set(frontier.flatMap(causesNamedIn)));
    const found: Told[] = [];
    for (const one of frontier) {
      const linked = linksOf(one).flatMap(({ stream, picks }) => picks(this.streams.get(stream) ?? []));
      const caused = causesNamedIn(one).flatMap(id => named.get(id) ?? []);
      const before = [...caused, ...linked].filter(({ event }) => this.isIn(event) && isBefore(event, one.event));
      this.ledBy.set(one.event.eventId, [...new Set(before.map(({ event }) => event.eventId))]);
      for (const earlier of before) {
        const { eventId } = earlier.event;
        if (this.told.has(eventId)) continue;
        if (this.told.size >= this.limit) {
          this.isWhole = false;
          continue;
        }
        this.told.set(eventId, earlier);
        found.push(earlier);
      }
    }
    return found;
  }

  private async read(frontier: readonly Told[]): Promise<void> {
    const wanted = new Map<string, Shard>();
    for (const { shard, stream } of frontier.flatMap(linksOf)) if (!this.streams.has(stream)) wanted.set(stream, shard);
    for (const shard of new Set(wanted.values())) {
      const names = [...wanted].filter(([, of]) => of === shard).map(([stream]) => stream);
      const read = await this.log.readStreams(shard, names);
      names.forEach((stream, at) => this.streams.set(stream, (read[at] ?? []).map(toldOf)));
    }
  }

  /** One reading of the logs for all that are asked for at once. */
  private async byId(ids: Set<string>): Promise<ReadonlyMap<string, Told>> {
    const found = new Map<string, Told>();
    const note = (one: Told): void => {
      if (ids.delete(one.event.eventId)) found.set(one.event.eventId, one);
    };
    for (const one of this.told.values()) note(one);
    for (const events of this.streams.values()) events.forEach(note);
    for (const shard of shards)
      if (ids.size > 0)
        for await (const events of this.log.scan(shard)) {
          for (const event of events) if (ids.has(event.eventId)) note(toldOf(event));
          if (ids.size === 0) break;
        }
    return found;
  }

  private isIn({ scheme }: StoredEvent): boolean {
    return this.scope.schemes === 'all' || this.scope.schemes.includes(scheme);
  }

  /** Causes before effects, and of several the one recorded first. */
  private inOrder(last: string): readonly Linked[] {
    const order: Linked[] = [];
    const seen = new Set<string>();
    const visit = (id: string): void => {
      const one = this.told.get(id);
      if (!one || seen.has(id)) return;
      seen.add(id);
      const earlier = this.ledBy.get(id)?.filter(before => this.told.has(before)) ?? [];
      const byRecord = earlier.toSorted((a, b) => compare(this.told.get(a)!.event, this.told.get(b)!.event));
      byRecord.forEach(visit);
      order.push({ event: one.event, ledBy: byRecord });
    };
    visit(last);
    return order;
  }
}

const compare = (a: StoredEvent, b: StoredEvent): number =>
  a.recordedAt < b.recordedAt
    ? -1
    : a.recordedAt > b.recordedAt
      ? 1
      : a.shard === b.shard
        ? a.position - b.position
        : 0;

/**
 * Nothing is led by what came later; what one command stored in several streams is one moment. Between logs, positions
 * say nothing: what is named was there.
 */
const isBefore = (earlier: StoredEvent, later: StoredEvent): boolean =>
  earlier.eventId !== later.eventId &&
  (earlier.shard !== later.shard || earlier.position < later.position || earlier.commandId === later.commandId);

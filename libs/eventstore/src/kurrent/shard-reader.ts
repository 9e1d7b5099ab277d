import { type KnownCommand, LogGap, type Position, type Shard, type StoredEvent } from '../event-log.js';
import type { Ledger, LedgerHead } from './ledger.js';
import type { StreamNames } from './names.js';
import { commandOf, eventOf } from './records.js';
import type { KurrentServer, Place } from './server.js';

/** Records asked for at once, at least: what a page needs is rounded up, as its first and last group reach beyond it. */
const smallestPage = 64;
const commandPage = 2_000;
const mostOfAGroup = 1_000;
/** The server's order may be readable a moment later than its streams are. */
const waits = [10, 20, 50, 100, 200, 400];

/** Events of a shard in the order of their positions, out of the server's own order. */
export class ShardReader {
  constructor(
    private readonly shard: Shard,
    private readonly names: StreamNames,
    private readonly server: KurrentServer,
    private readonly ledger: Ledger,
  ) {}

  async stream(stream: string, fromVersion: number): Promise<readonly StoredEvent[]> {
    const records = await this.server.stream(this.names.ofStream(stream), BigInt(Math.max(0, fromVersion - 1)));
    return records.map(record => eventOf(this.shard, this.names.events, record)).map(withoutGroup);
  }

  /**
   * Events after a position up to another, that one included; both at or before the head.
   * @throws LogGap when some are missing.
   */
  async between(after: Position, upTo: Position, head: LedgerHead): Promise<readonly StoredEvent[]> {
    if (upTo <= after) return [];
    for (const wait of [...waits, undefined]) {
      const events = await this.page(after, upTo, head);
      if (events.length === upTo - after) return events;
      if (wait === undefined)
        throw new LogGap(`${this.shard}: ${events.length} events after ${after} up to ${upTo} can be read`);
      await new Promise(resolve => setTimeout(resolve, wait));
    }
    return [];
  }

  /** Commands in their order, from those that reached at least a position. */
  async *commands(reaching: Position, head: LedgerHead): AsyncIterable<readonly KnownCommand[]> {
    let waiting: KnownCommand[] = [];
    let from = await this.ledger.placeBefore(Math.max(0, reaching - 1), head);
    let seen: string | undefined;
    for (;;) {
      const records = await this.server.across(this.names.commands, from, commandPage);
      const fresh = records.filter(({ id }) => id !== seen).map(record => commandOf(record).known);
      waiting.push(...fresh.filter(({ lastPosition }) => lastPosition >= reaching));
      waiting.sort(inOrder);
      if (records.length < commandPage) break;
      // Within a group the server may order streams as it likes: the newest few may lack one between them.
      yield waiting.slice(0, -mostOfAGroup);
      waiting = waiting.slice(-mostOfAGroup);
      ({ position: from, id: seen } = records.at(-1)!);
    }
    yield waiting;
  }

  private async page(after: Position, upTo: Position, head: LedgerHead): Promise<readonly StoredEvent[]> {
    const byPosition = new Map<Position, StoredEvent>();
    const start = await this.ledger.placeBefore(after, head);
    let anchor = new Anchor(start);
    for (let from = start; ;) {
      const count = Math.max(smallestPage, Math.ceil((upTo - after - byPosition.size) * 1.25));
      const records = await this.server.across(this.names.events, from, count);
      for (const record of records) {
        const event = eventOf(this.shard, this.names.events, record);
        if (event.group <= upTo) anchor = anchor.after(event.group, record.position);
        if (after < event.position && event.position <= upTo) byPosition.set(event.position, withoutGroup(event));
      }
      // The place asked from is read again: no more than that one means that there is no more.
      if (byPosition.size === upTo - after || records.length < count) break;
      from = records.at(-1)!.position;
    }
    if (byPosition.size === upTo - after && anchor.place) this.ledger.remember(upTo, anchor.place);
    return [...byPosition.values()].sort((one, other) => one.position - other.position);
  }
}

/**
 * A place before the newest group seen: in the group before it. Within a group the server may order streams as it
 * likes, so no place in the newest itself will do.
 */
class Anchor {
  constructor(
    readonly place: Place | undefined,
    private readonly group = -1,
    private readonly newest: Place | undefined = undefined,
  ) {}

  after(group: Position, place: Place): Anchor {
    if (group === this.group) return this;
    return new Anchor(this.newest ?? this.place, group, place);
  }
}

const inOrder = (one: KnownCommand, other: KnownCommand): number =>
  one.firstPosition - other.firstPosition ||
  one.lastPosition - other.lastPosition ||
  (one.commandId < other.commandId ? -1 : 1);

const withoutGroup = ({ group: _, ...event }: ReturnType<typeof eventOf>): StoredEvent => event;

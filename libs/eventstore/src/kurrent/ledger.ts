import { LRUCache } from 'lru-cache';
import type { Position } from '../event-log.js';
import { groupOf } from './records.js';
import type { KurrentServer, Place } from './server.js';

/** How far a shard is, and the revision of the ledger that says so. */
export interface LedgerHead {
  readonly revision: bigint;
  readonly position: Position;
}

/** So many readers can go on where they were without searching. */
const anchorsKept = 1_000;

/**
 * The ledger of a shard: one record per group of commands. It gives positions, 1, 2, 3, …, because no group is stored
 * unless the ledger stands where its writer thought; and it leads from a position to a place in the server's own order.
 */
export class Ledger {
  private readonly anchors = new LRUCache<Position, Place>({ max: anchorsKept });

  constructor(
    private readonly server: KurrentServer,
    private readonly stream: string,
  ) {}

  /** Undefined: the shard was never opened. */
  async head(): Promise<LedgerHead | undefined> {
    const record = await this.server.last(this.stream);
    return record && { revision: record.revision, position: groupOf(record).last };
  }

  /** Somewhere in the server's order that every event after the position comes after. */
  async placeBefore(position: Position, head: LedgerHead): Promise<Place | undefined> {
    const known = this.anchors.get(position);
    if (known) return known;
    // The last group that ends at or before the position: nothing of it is asked for, all that is asked for comes later.
    let [low, high] = [0n, head.revision];
    let place: Place | undefined;
    while (low <= high) {
      const middle = (low + high) / 2n;
      const record = await this.server.at(this.stream, middle);
      if (!record) return undefined;
      if (groupOf(record).last <= position) {
        place = record.position ?? place;
        low = middle + 1n;
      } else high = middle - 1n;
    }
    if (place) this.anchors.set(position, place);
    return place;
  }

  /** A reader was at a position, and knows a place before all that comes after it. */
  remember(position: Position, place: Place): void {
    this.anchors.set(position, place);
  }
}

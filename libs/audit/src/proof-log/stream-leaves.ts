import { LRUCache } from 'lru-cache';
import { atMost, type EventLog, type Shard, type StoredEvent } from '#eventstore';
import type { TileTree } from '../tree/tile-tree.js';

/** Streams whose newest leaf is remembered: a claim is soon decided again, a household soon pays again. */
const most = 200_000;

/** The leaf of each stream's newest event: the next entry of the stream names it. */
export class StreamLeaves {
  private readonly newest = new LRUCache<string, { readonly version: number; readonly leaf: Buffer }>(atMost(most));

  constructor(
    private readonly log: EventLog,
    private readonly shard: Shard,
  ) {}

  set({ stream, version }: StoredEvent, leaf: Buffer): void {
    this.newest.set(stream, { version, leaf });
  }

  /** Leaf of the event before this one in its stream. @param sealed the tree as far as its files go */
  before({ stream, version }: StoredEvent, sealed: TileTree): Promise<Buffer | null> | Buffer | null {
    if (version === 1) return null;
    const known = this.newest.get(stream);
    return known?.version === version - 1 ? known.leaf : this.lookUp(stream, version, sealed);
  }

  private async lookUp(stream: string, version: number, sealed: TileTree): Promise<Buffer | null> {
    const [previous] = await this.log.readStream(this.shard, stream, version - 1);
    // A history that does not hold together gets an entry that says so; `verify` names what is missing.
    if (previous?.version !== version - 1 || previous.position > sealed.size) return null;
    return sealed.leaf(previous.position - 1);
  }
}

import type { Shard } from './event-log.js';

/** Wakes subscribers of a shard, once per turn of the event loop however much was appended in it. */
export class Listeners {
  private readonly byShard = new Map<Shard, Set<() => void>>();
  private readonly pending = new Set<Shard>();

  add(shard: Shard, listener: () => void): () => void {
    const listeners = this.byShard.get(shard) ?? new Set();
    this.byShard.set(shard, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  notify(shard: Shard): void {
    if (this.pending.has(shard) || !this.byShard.has(shard)) return;
    this.pending.add(shard);
    setImmediate(() => {
      this.pending.delete(shard);
      for (const listener of this.byShard.get(shard) ?? []) listener();
    });
  }

  clear(): void {
    this.byShard.clear();
  }
}

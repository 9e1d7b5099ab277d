import type { EventLog, ScanOptions, Shard, StoredEvent } from '#eventstore';
import type { Instant } from '#kernel';

/** A part of a log, and how it is handed on. */
export interface Part {
  /** What was recorded up to then. */
  readonly until?: Instant;
  /** Sizes of the batches it comes in, over and over: another result by other batches would be a fault. */
  readonly batches?: readonly number[];
}

/** The same log for those who replay it, or the part that is asked for. Its positions may have gaps. */
export const partOf = (log: EventLog, { until, batches }: Part): EventLog =>
  readInstead(log, (shard, options) => {
    const scanned = log.scan(shard, options);
    const known = until === undefined ? scanned : recordedUntil(scanned, until);
    return batches === undefined ? known : inBatchesOf(known, batches);
  });

/** A log whose scans are these instead. */
export const readInstead = (log: EventLog, scan: EventLog['scan']): EventLog =>
  new Proxy(log, {
    get(target, name) {
      if (name === 'scan') return (shard: Shard, options?: ScanOptions) => scan(shard, options);
      if (name === 'abilities') return { ...target.abilities, dense: false };
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? (member as (...args: unknown[]) => unknown).bind(target) : member;
    },
  });

type Batches = AsyncIterable<readonly StoredEvent[]>;

async function* recordedUntil(batches: Batches, until: Instant): Batches {
  for await (const events of batches) yield events.filter(({ recordedAt }) => recordedAt <= until);
}

async function* inBatchesOf(batches: Batches, sizes: readonly number[]): Batches {
  let [waiting, turn]: [StoredEvent[], number] = [[], 0];
  for await (const events of batches)
    for (const event of events) {
      waiting.push(event);
      if (waiting.length < sizes[turn % sizes.length]!) continue;
      yield waiting;
      [waiting, turn] = [[], turn + 1];
    }
  if (waiting.length > 0) yield waiting;
}

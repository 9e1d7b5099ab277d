import type { EventLog, ScanOptions, Shard, StoredEvent } from '#eventstore';
import type { Instant } from '#kernel';

/** The part of a log that replays need: what was recorded up to an instant, whatever was recorded since. */
export const knownLog = (log: EventLog, until: Instant): EventLog =>
  new Proxy(log, {
    get(target, name) {
      if (name === 'scan') return (shard: Shard, options?: ScanOptions) => knownIn(target.scan(shard, options), until);
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? (member as (...args: unknown[]) => unknown).bind(target) : member;
    },
  });

async function* knownIn(
  batches: AsyncIterable<readonly StoredEvent[]>,
  until: Instant,
): AsyncIterable<readonly StoredEvent[]> {
  for await (const events of batches) yield events.filter(({ recordedAt }) => recordedAt <= until);
}

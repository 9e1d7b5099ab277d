import type { EventLog, ReadOptions, ScanOptions, Shard, StoredEvent } from '#eventstore';
import type { Instant } from '#kernel';

type Events = readonly StoredEvent[];

/** The part of a log that was recorded up to an instant, for those who read it; whatever was recorded since. */
export const knownLog = (log: EventLog, until: Instant): EventLog => {
  const known = (events: Events): Events => events.filter(({ recordedAt }) => recordedAt <= until);
  const reads: Readonly<Record<string, unknown>> = {
    scan: (shard: Shard, options?: ScanOptions) => knownIn(log.scan(shard, options), known),
    readStream: async (shard: Shard, stream: string, from?: number) => known(await log.readStream(shard, stream, from)),
    readStreams: async (shard: Shard, streams: readonly string[]) =>
      (await log.readStreams(shard, streams)).map(events => known(events)),
    readAll: async (shard: Shard, options: ReadOptions) => known(await log.readAll(shard, options)),
  };
  return new Proxy(log, {
    get(target, name) {
      if (typeof name === 'string' && Object.hasOwn(reads, name)) return reads[name];
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? (member as (...args: unknown[]) => unknown).bind(target) : member;
    },
  });
};

async function* knownIn(batches: AsyncIterable<Events>, known: (events: Events) => Events): AsyncIterable<Events> {
  for await (const events of batches) yield known(events);
}

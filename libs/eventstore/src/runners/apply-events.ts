import { ignore, type Projection, type ProjectionHandler, type RowsWanted } from '../projection.js';
import type { DomainEvent } from '#kernel';
import type { Shard } from '../event-log.js';
import type { ReadModels } from '../read-models.js';
import type { FedEvent } from './event-feed.js';
import type { RowBuffer } from './row-buffer.js';

type Handler = ProjectionHandler<DomainEvent>;

/** The handler of an event type; none for types the projection ignores or does not know. */
export const handlerOf = (projection: Projection, type: string): Handler | undefined => {
  const handler = Object.hasOwn(projection.on, type) ? projection.on[type] : undefined;
  return handler === ignore ? undefined : (handler as Handler | undefined);
};

/** Reads what the handlers of these events declared, in one question per table. */
export const prefetch = async (
  projection: Projection,
  events: readonly FedEvent[],
  rows: RowBuffer,
  models: ReadModels,
  shard: Shard,
  generation?: string,
): Promise<void> => {
  const unknown = rows.unknown(wantedBy(projection, events));
  await Promise.all(
    [...unknown].map(async ([{ table }, keys]) =>
      rows.know(table, keys.keys(), await models.fetch(shard, table, [...keys.values()], generation)),
    ),
  );
};

function* wantedBy(projection: Projection, events: readonly FedEvent[]): Generator<RowsWanted> {
  for (const { event, unreadable } of events) {
    const reads = unreadable ? undefined : handlerOf(projection, event.type)?.reads;
    if (!reads) continue;
    try {
      yield* reads(event);
    } catch {
      // The handler meets the same event next, and says there what is wrong with it.
    }
  }
}

/**
 * Runs the handlers over the buffer. An event whose handler throws leaves no trace, and the events of its stream that
 * come after it are left out.
 * @returns what failed: the event and the error, one per stream.
 */
export const applyEvents = (
  projection: Projection,
  events: readonly FedEvent[],
  rows: RowBuffer,
): ReadonlyMap<string, { readonly fed: FedEvent; readonly error: unknown }> => {
  const failed = new Map<string, { fed: FedEvent; error: unknown }>();
  for (const fed of events) {
    const handler = handlerOf(projection, fed.event.type);
    if (!handler || (failed.size > 0 && failed.has(fed.event.recorded.stream))) continue;
    rows.beginEvent();
    try {
      if (fed.unreadable) throw fed.unreadable;
      handler.write(fed.event, rows);
    } catch (error) {
      rows.undoEvent();
      failed.set(fed.event.recorded.stream, { fed, error });
    }
  }
  return failed;
};

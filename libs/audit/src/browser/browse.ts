import { type EventLog, type Position, type Scope, type Shard, shards, type StoredEvent } from '#eventstore';
import type { Day, Instant } from '#kernel';

/** What one looks for; everything that is said must hold. */
export interface Wanted {
  readonly context?: Shard;
  readonly stream?: string;
  /** Pseudonymous id of a person or household: in the name of the stream, in the clear part, or sealed under its key. */
  readonly person?: string;
  readonly actor?: string;
  readonly command?: string;
  readonly correlation?: string;
  readonly type?: string;
  /** Recorded on these days, both inside, in UTC. */
  readonly recordedFrom?: Day;
  readonly recordedTo?: Day;
}

/** What stands where only some may read: an auditor sees that there is something, and whose. */
export interface Hidden {
  readonly subject: string;
  readonly value: 'SENSITIVE' | 'SEALED';
}

export interface SeenEvent {
  readonly context: Shard;
  readonly position: Position;
  readonly stream: string;
  readonly version: number;
  readonly event: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly scheme: string;
  readonly effectiveAt: Day;
  readonly recordedAt: Instant;
  readonly command: string;
  readonly actor: { readonly id: string; readonly role: string };
  readonly cause: string | null;
  readonly correlation: string;
  /** The clear part as it was stored, in the version it was written in. */
  readonly data: unknown;
  readonly sealed: Readonly<Record<string, Hidden>>;
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** Medical facts are never shown to who checks the books, not even to those who hold the key. */
export const seen = (event: StoredEvent): SeenEvent => ({
  context: event.shard,
  position: event.position,
  stream: event.stream,
  version: event.version,
  event: event.eventId,
  type: event.type,
  schemaVersion: event.schemaVersion,
  scheme: event.scheme,
  effectiveAt: event.effectiveAt,
  recordedAt: event.recordedAt,
  command: event.commandId,
  actor: { id: event.actor.id, role: event.actor.role },
  cause: event.cause,
  correlation: event.correlation,
  data: JSON.parse(textOf(event.clear)) as unknown,
  sealed: hiddenIn(event),
});

const hiddenIn = ({ sealed }: StoredEvent): Readonly<Record<string, Hidden>> => {
  if (!sealed) return {};
  const boxes = JSON.parse(textOf(sealed)) as Record<string, { readonly subject: string; readonly class: string }>;
  return Object.fromEntries(
    Object.entries(boxes).map(([field, box]) => [
      field,
      { subject: box.subject, value: box.class === 'medical' ? ('SENSITIVE' as const) : ('SEALED' as const) },
    ]),
  );
};

const isIn = ({ schemes }: Scope, scheme: string): boolean => schemes === 'all' || schemes.includes(scheme);

const concerns = (event: StoredEvent, person: string): boolean =>
  event.stream.endsWith(`-${person}`) ||
  textOf(event.clear).includes(`"${person}"`) ||
  (event.sealed !== null && textOf(event.sealed).includes(`"subject":"${person}"`));

const matches = (event: StoredEvent, wanted: Wanted): boolean =>
  (wanted.stream === undefined || event.stream === wanted.stream) &&
  (wanted.type === undefined || event.type === wanted.type) &&
  (wanted.actor === undefined || event.actor.id === wanted.actor) &&
  (wanted.command === undefined || event.commandId === wanted.command) &&
  (wanted.correlation === undefined || event.correlation === wanted.correlation) &&
  (wanted.recordedFrom === undefined || event.recordedAt.slice(0, 10) >= wanted.recordedFrom) &&
  (wanted.recordedTo === undefined || event.recordedAt.slice(0, 10) <= wanted.recordedTo) &&
  (wanted.person === undefined || concerns(event, wanted.person));

/** Events of one log that are wanted, oldest first. The whole log is read: an auditor asks seldom and waits a moment. */
export async function* eventsOf(
  log: EventLog,
  scope: Scope,
  shard: Shard,
  wanted: Wanted,
): AsyncGenerator<StoredEvent> {
  if (wanted.stream !== undefined) {
    const stored = await log.readStream(shard, wanted.stream);
    yield* stored.filter(event => isIn(scope, event.scheme) && matches(event, wanted));
    return;
  }
  const types = wanted.type === undefined ? undefined : [wanted.type];
  for await (const events of log.scan(shard, { types }))
    for (const event of events) if (isIn(scope, event.scheme) && matches(event, wanted)) yield event;
}

/** Events of all logs asked about, in the order they were recorded in. @param limit so many at most, from `offset` on */
export const browse = async (
  log: EventLog,
  scope: Scope,
  wanted: Wanted,
  { limit, offset = 0 }: { readonly limit: number; readonly offset?: number },
): Promise<readonly StoredEvent[]> => {
  const found: StoredEvent[] = [];
  const contexts = shards.filter(shard => wanted.context === undefined || shard === wanted.context);
  for (const shard of contexts) {
    if (wanted.stream !== undefined && !wanted.stream.startsWith(`${shard}.`)) continue;
    let here = 0;
    for await (const event of eventsOf(log, scope, shard, wanted)) {
      found.push(event);
      if ((here += 1) === limit + offset) break;
    }
  }
  return found.sort(inRecordedOrder).slice(offset, offset + limit);
};

const inRecordedOrder = (a: StoredEvent, b: StoredEvent): number =>
  a.recordedAt < b.recordedAt
    ? -1
    : a.recordedAt > b.recordedAt
      ? 1
      : a.shard === b.shard
        ? a.position - b.position
        : 0;

/** One event by its id, in whichever log it is. */
export const eventById = async (log: EventLog, scope: Scope, eventId: string): Promise<StoredEvent | undefined> => {
  for (const shard of shards)
    for await (const events of log.scan(shard)) {
      const event = events.find(one => one.eventId === eventId);
      if (event) return isIn(scope, event.scheme) ? event : undefined;
    }
  return undefined;
};

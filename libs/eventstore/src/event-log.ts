import type { Day, DomainEvent, Instant } from '#kernel';

/** The four logs, and the supporting ones: one log, one schema and one database role per context. */
export const shards = ['membership', 'contributions', 'benefits', 'subsidies', 'audit', 'webhooks'] as const;
export type Shard = (typeof shards)[number];
export const isShard = (name: unknown): name is Shard => (shards as readonly unknown[]).includes(name);

/**
 * Where an event stands in its shard. Ordered and opaque: compare positions, never count with them, unless the log
 * says it is dense (PostgreSQL and memory: 1, 2, 3, … without a gap). 0 stands before the first event.
 */
export type Position = number;

/** Who asked: recorded on each event. `id` is a pseudonymous subject (token `sub`, endpoint id, `system:…`). */
export interface Actor {
  readonly id: string;
  readonly role: string;
}

/** What comes with a command and ends on each of its events. */
export interface Metadata {
  /** UUIDv5(source, key): the one home of idempotency. */
  readonly commandId: string;
  /** Tenant: the scheme whose staff may read this. `*` for facts of the whole federation. */
  readonly scheme: string;
  readonly actor: Actor;
  /** Event id that led here, when it was an event. */
  readonly cause?: string;
  /** Shared by everything that follows from one request: UUID. */
  readonly correlation: string;
  readonly recordedAt: Instant;
  /** Tells the request from any other; absent for commands no outsider can repeat with another body. */
  readonly fingerprint?: string;
  /**
   * The request may come again long after, out of its time: it is remembered whatever comes of it, so that what changed
   * nothing the first time, or was refused, changes nothing later either. False unless said.
   */
  readonly once?: boolean;
}

/** An event ready to be stored; the sealed part is ciphertext already. */
export interface EventToAppend {
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly effectiveAt: Day;
  /** UTF-8 JSON of the clear part: kept as written, byte for byte. */
  readonly clear: Uint8Array;
  /** Sealed fields as one envelope; null when the event has none. */
  readonly sealed: Uint8Array | null;
}

/** The version a stream must have: 0 when it must not exist yet. `any` when nothing is guarded by it. */
export type Expected = number | 'any';

/** One attempt at appending, in this process: the next attempt of the same command is another. */
export type Attempt = symbol;

export interface StreamAppend {
  readonly stream: string;
  readonly expected: Expected;
  /**
   * The attempt that must have led to `expected`: this was decided on the state it leaves, before that was stored.
   * Neither the version nor the command would prove it: another event may stand there instead, or one that the same
   * command led to earlier, or decided again on another state.
   */
  readonly after?: Attempt;
  readonly events: readonly EventToAppend[];
}

/**
 * One command's events, in any number of streams of one shard: all of them are stored, or none. Without any event the
 * command alone is remembered, if the streams are where it expects them.
 */
export interface Append {
  readonly shard: Shard;
  readonly streams: readonly StreamAppend[];
  readonly metadata: Metadata;
  /** What others may name in `after`. */
  readonly attempt?: Attempt;
  /** What the caller is answered, now and whenever the command comes again. Kept with the command. */
  readonly answer?: Uint8Array | null;
}

/** What is known of a command already carried out. */
export interface KnownCommand {
  readonly commandId: string;
  readonly fingerprint: string | null;
  readonly firstPosition: Position;
  readonly lastPosition: Position;
  readonly answer: Uint8Array | null;
}

export type AppendResult =
  | { readonly status: 'appended'; readonly firstPosition: Position; readonly lastPosition: Position }
  /** The command was carried out before; nothing was stored now. */
  | { readonly status: 'duplicate'; readonly known: KnownCommand }
  /** A stream stands at another version than expected, or another attempt led there. */
  | { readonly status: 'conflict'; readonly stream: string; readonly actual: number };

/** An event as stored. */
export interface StoredEvent {
  readonly shard: Shard;
  readonly position: Position;
  readonly stream: string;
  /** 1, 2, 3, … in the stream. */
  readonly version: number;
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly scheme: string;
  readonly effectiveAt: Day;
  readonly recordedAt: Instant;
  readonly commandId: string;
  readonly actor: Actor;
  readonly cause: string | null;
  readonly correlation: string;
  readonly clear: Uint8Array;
  /** The same as text, from stores that come by it cheaper than by the bytes. */
  readonly clearText?: string;
  readonly sealed: Uint8Array | null;
}

/** An event as deciders, projections and policies see it: upcast, opened as far as keys allow, with its envelope. */
export type RecordedEvent<Event extends DomainEvent = DomainEvent> = Event & {
  readonly recorded: Omit<StoredEvent, 'clear' | 'clearText' | 'sealed' | 'type' | 'effectiveAt'>;
};

export interface ReadOptions {
  /** Start after this position (forward) or before it (backward); from the end of the log when backward and absent. */
  readonly after?: Position;
  readonly limit: number;
  readonly direction?: 'forward' | 'backward';
}

/** The log cannot be reached or did not answer in time. Whether an append took effect is unknown: ask by command id. */
export class LogUnavailable extends Error {}

/** Positions are not what a dense log promises: events are missing or come twice. Nothing is handled beyond it. */
export class LogGap extends Error {}

export interface ScanOptions {
  readonly after?: Position;
  readonly upTo?: Position;
  /** No events but these are wanted: a log that comes by them cheaper leaves the others out. */
  readonly types?: readonly string[];
}

/**
 * The event log of the federation: append-only, one total order per shard. PostgreSQL, memory and a server
 * of its own stand behind it, under one contract suite (event-log.contract.ts).
 */
export abstract class EventLog {
  /** Whether positions are 1, 2, 3, … without a gap, and several streams can be appended together. */
  abstract readonly abilities: { readonly dense: boolean; readonly severalStreams: boolean };

  /** @throws LogUnavailable when the outcome is unknown after the adapter asked again by command id. */
  abstract append(append: Append): Promise<AppendResult>;

  abstract findCommand(shard: Shard, commandId: string): Promise<KnownCommand | undefined>;

  /** Events of one stream, oldest first, from `fromVersion` (1 unless said). */
  abstract readStream(shard: Shard, stream: string, fromVersion?: number): Promise<readonly StoredEvent[]>;

  /** Several streams in one question, in the order asked; a stream that does not exist has no events. */
  abstract readStreams(shard: Shard, streams: readonly string[]): Promise<readonly (readonly StoredEvent[])[]>;

  /** Events of a shard in position order. */
  abstract readAll(shard: Shard, options: ReadOptions): Promise<readonly StoredEvent[]>;

  /**
   * The whole shard (or up to a position) in order, in large batches, for rebuilds and audits.
   * @throws LogGap at the end of a scan by `types`, when an event of the range is missing from a log that is dense.
   */
  abstract scan(shard: Shard, options?: ScanOptions): AsyncIterable<readonly StoredEvent[]>;

  /**
   * Events after a position that this process appended itself and still holds, oldest first: those who follow the log
   * are spared reading back what was just written. There may be more of others. Undefined: ask the log.
   */
  appendedAfter(_shard: Shard, _position: Position, _limit: number): readonly StoredEvent[] | undefined {
    return undefined;
  }

  /**
   * Every command carried out, in the order it was, from those on that reached at least a position: what a copy of the
   * log needs besides the events. Commands without events are between those of the events around them.
   */
  abstract scanCommands(shard: Shard, reaching: Position): AsyncIterable<readonly KnownCommand[]>;

  /** Position of the newest event; 0 for an empty shard. */
  abstract head(shard: Shard): Promise<Position>;

  /** Calls back (soon, coalesced) after something was appended to the shard, by this process or another. */
  abstract onAppended(shard: Shard, listener: () => void): () => void;

  abstract close(): Promise<void>;
}

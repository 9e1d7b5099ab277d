import type { Day, Instant } from '#kernel';
import type { Actor, Position, Shard, StoredEvent } from '../event-log.js';
import { readDay, readInstant, readInt64, readUuid } from './binary.js';

/** Columns in the order every read asks for them: those of fixed width first. */
export const eventColumns =
  'position, version, schema_version, event_id, command_id, correlation, effective_at, recorded_at, cause, stream, type, scheme, actor_id, actor_role, clear, sealed';
const columnCount = 16;

/** Texts that come back on almost every row: kept once. */
const interned = new Map<string, string>();
const intern = (text: string): string => {
  const known = interned.get(text);
  if (known !== undefined) return known;
  if (interned.size < 10_000) interned.set(text, text);
  return text;
};

/**
 * An event over the bytes PostgreSQL sent. Only what is asked for is decoded: a rebuild that folds a million events
 * rarely looks at their ids.
 */
export class StoredRow implements StoredEvent {
  private readonly at: Int32Array;

  /** @param offsets start of each column's bytes in `buffer`, then its length (-1: null), for all columns in order. */
  constructor(
    readonly shard: Shard,
    private readonly buffer: Buffer,
    offsets: Int32Array,
  ) {
    this.at = offsets;
  }

  get position(): Position {
    return readInt64(this.buffer, this.at[0]!);
  }
  get version(): number {
    return this.buffer.readInt32BE(this.at[2]!);
  }
  get schemaVersion(): number {
    return this.buffer.readInt16BE(this.at[4]!);
  }
  get eventId(): string {
    return readUuid(this.buffer, this.at[6]!);
  }
  get commandId(): string {
    return readUuid(this.buffer, this.at[8]!);
  }
  get correlation(): string {
    return readUuid(this.buffer, this.at[10]!);
  }
  get effectiveAt(): Day {
    return readDay(this.buffer, this.at[12]!);
  }
  get recordedAt(): Instant {
    return readInstant(this.buffer, this.at[14]!);
  }
  get cause(): string | null {
    return this.at[17]! < 0 ? null : readUuid(this.buffer, this.at[16]!);
  }
  get stream(): string {
    return this.text(9);
  }
  get type(): string {
    return intern(this.text(10));
  }
  get scheme(): string {
    return intern(this.text(11));
  }
  get actor(): Actor {
    return { id: intern(this.text(12)), role: intern(this.text(13)) };
  }
  get clear(): Buffer {
    return this.bytes(14)!;
  }
  get sealed(): Buffer | null {
    return this.bytes(15);
  }

  private text(column: number): string {
    const start = this.at[column * 2]!;
    return this.buffer.toString('utf8', start, start + this.at[column * 2 + 1]!);
  }

  private bytes(column: number): Buffer | null {
    const length = this.at[column * 2 + 1]!;
    if (length < 0) return null;
    const start = this.at[column * 2]!;
    return this.buffer.subarray(start, start + length);
  }
}

/** The same columns as text, for reads of a stream or a page: the driver brings rows as text. */
export const eventColumnsAsText = `position, version, schema_version, event_id, command_id, correlation, effective_at::text,
  to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), cause, stream, type, scheme, actor_id, actor_role, clear, sealed`;

export type TextRow = readonly [
  position: string,
  version: number,
  schemaVersion: number,
  eventId: string,
  commandId: string,
  correlation: string,
  effectiveAt: Day,
  recordedAt: Instant,
  cause: string | null,
  stream: string,
  type: string,
  scheme: string,
  actorId: string,
  actorRole: string,
  clear: Buffer,
  sealed: Buffer | null,
];

export const eventFromTextRow = (
  shard: Shard,
  [
    position,
    version,
    schemaVersion,
    eventId,
    commandId,
    correlation,
    effectiveAt,
    recordedAt,
    cause,
    stream,
    type,
    scheme,
    id,
    role,
    clear,
    sealed,
  ]: TextRow,
): StoredEvent => ({
  shard,
  position: Number(position),
  stream,
  version,
  eventId,
  type,
  schemaVersion,
  scheme,
  effectiveAt,
  recordedAt,
  commandId,
  actor: { id, role },
  cause,
  correlation,
  clear,
  sealed,
});

const signatureLength = 19; // "PGCOPY\n\377\r\n\0", flags, header extension

/** Cuts a stream of `COPY … TO STDOUT (format binary)` into rows, whatever the chunks it arrives in. */
export class CopyDecoder {
  private rest: Buffer = Buffer.alloc(0);
  private started = false;

  constructor(private readonly shard: Shard) {}

  rows(chunk: Buffer): StoredEvent[] {
    const buffer = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const rows: StoredEvent[] = [];
    let at = 0;
    if (!this.started) {
      if (buffer.length < signatureLength) {
        this.rest = buffer;
        return rows;
      }
      at = signatureLength;
      this.started = true;
    }
    for (;;) {
      const row = this.row(buffer, at);
      if (!row) break;
      rows.push(row.event);
      at = row.end;
    }
    // A copy, so that one unfinished row does not keep a whole chunk alive.
    this.rest = Buffer.from(buffer.subarray(at));
    return rows;
  }

  private row(buffer: Buffer, start: number): { event: StoredEvent; end: number } | undefined {
    if (start + 2 > buffer.length || buffer.readInt16BE(start) < 0) return undefined;
    const offsets = new Int32Array(columnCount * 2);
    let at = start + 2;
    for (let column = 0; column < columnCount; column += 1) {
      if (at + 4 > buffer.length) return undefined;
      const length = buffer.readInt32BE(at);
      at += 4;
      offsets[column * 2] = at;
      offsets[column * 2 + 1] = length;
      if (length > 0) at += length;
      if (at > buffer.length) return undefined;
    }
    return { event: new StoredRow(this.shard, buffer, offsets), end: at };
  }
}

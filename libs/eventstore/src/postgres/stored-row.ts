import type { Day, Instant } from '#kernel';
import type { Actor, Position, Shard, StoredEvent } from '../event-log.js';
import { KnownTexts } from './known-texts.js';
import { readDay, readInstant, readInt64, readUuid } from './binary.js';

/** Columns in the order every read asks for them: those of fixed width first. */
export const eventColumns =
  'position, version, schema_version, event_id, command_id, correlation, effective_at, recorded_at, cause, stream, type, scheme, actor_id, actor_role, clear, sealed';
const columnCount = 16;

const known = new KnownTexts();

/**
 * An event over the bytes PostgreSQL sent. Only what is asked for is decoded: a rebuild that folds a million events
 * rarely looks at their ids.
 */
export class StoredRow implements StoredEvent {
  private typeRead: string | undefined = undefined;

  /**
   * @param places of every row of the buffer: for each column in order where its bytes start, and how many they are
   *   (-1: null).
   * @param first index in `places` of this row's first column.
   */
  constructor(
    readonly shard: Shard,
    private readonly buffer: Buffer,
    private readonly places: Int32Array,
    private readonly first: number,
  ) {}

  get position(): Position {
    return readInt64(this.buffer, this.start(0));
  }
  get version(): number {
    return this.buffer.readInt32BE(this.start(1));
  }
  get schemaVersion(): number {
    return this.buffer.readInt16BE(this.start(2));
  }
  get eventId(): string {
    return readUuid(this.buffer, this.start(3));
  }
  get commandId(): string {
    return readUuid(this.buffer, this.start(4));
  }
  get correlation(): string {
    return readUuid(this.buffer, this.start(5));
  }
  get effectiveAt(): Day {
    return readDay(this.buffer, this.start(6));
  }
  get recordedAt(): Instant {
    return readInstant(this.buffer, this.start(7));
  }
  get cause(): string | null {
    return this.length(8) < 0 ? null : readUuid(this.buffer, this.start(8));
  }
  get stream(): string {
    return this.text(9);
  }
  get type(): string {
    return (this.typeRead ??= this.known(10));
  }
  get scheme(): string {
    return this.known(11);
  }
  get actor(): Actor {
    return { id: this.known(12), role: this.known(13) };
  }
  get clear(): Buffer {
    return this.bytes(14)!;
  }
  /** A view on the bytes costs more than most bodies are worth: millions of them are read in a rebuild. */
  get clearText(): string {
    return this.text(14);
  }
  get sealed(): Buffer | null {
    return this.bytes(15);
  }

  private start(column: number): number {
    return this.places[this.first + column * 2]!;
  }

  private length(column: number): number {
    return this.places[this.first + column * 2 + 1]!;
  }

  private known(column: number): string {
    return known.read(this.buffer, this.start(column), this.length(column));
  }

  private text(column: number): string {
    const start = this.start(column);
    return this.buffer.toString('utf8', start, start + this.length(column));
  }

  private bytes(column: number): Buffer | null {
    const length = this.length(column);
    if (length < 0) return null;
    const start = this.start(column);
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
const placesPerRow = columnCount * 2;
const usualRowBytes = 400;

/** Cuts a stream of `COPY … TO STDOUT (format binary)` into rows, whatever the chunks it arrives in. */
export class CopyDecoder {
  private rest: Buffer = Buffer.alloc(0);
  private started = false;

  constructor(private readonly shard: Shard) {}

  rows(chunk: Buffer): StoredEvent[] {
    const buffer = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    if (!this.started && buffer.length < signatureLength) {
      this.rest = buffer;
      return [];
    }
    let at = this.started ? 0 : signatureLength;
    this.started = true;
    // One array for the places of all rows: an array for each of millions would cost more than reading them.
    let places = new Int32Array(placesPerRow * Math.ceil(buffer.length / usualRowBytes));
    let count = 0;
    for (;;) {
      if ((count + 1) * placesPerRow > places.length) places = twiceAsLong(places);
      const end = placeRow(buffer, at, places, count * placesPerRow);
      if (end === unfinished) break;
      count += 1;
      at = end;
    }
    // A copy, so that one unfinished row does not keep a whole chunk alive.
    this.rest = Buffer.from(buffer.subarray(at));
    return Array.from({ length: count }, (_, row) => new StoredRow(this.shard, buffer, places, row * placesPerRow));
  }
}

const unfinished = -1;

/** @returns where the row ends, or `unfinished` when it is not there whole (or is the end of all rows). */
const placeRow = (buffer: Buffer, start: number, places: Int32Array, first: number): number => {
  if (start + 2 > buffer.length || buffer.readInt16BE(start) < 0) return unfinished;
  let at = start + 2;
  for (let place = first; place < first + placesPerRow; place += 2) {
    if (at + 4 > buffer.length) return unfinished;
    const length = buffer.readInt32BE(at);
    at += 4;
    places[place] = at;
    places[place + 1] = length;
    if (length > 0) at += length;
    if (at > buffer.length) return unfinished;
  }
  return at;
};

const twiceAsLong = (places: Int32Array): Int32Array<ArrayBuffer> => {
  const longer = new Int32Array(places.length * 2);
  longer.set(places);
  return longer;
};

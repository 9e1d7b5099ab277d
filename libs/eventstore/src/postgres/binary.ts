import type { Day, Instant } from '#kernel';

/**
 * PostgreSQL's binary formats, as far as the log needs them: rows of `COPY … (format binary)` written without going
 * through text, and columns read back the same way. Layout: PostgreSQL documentation, COPY, «Binary Format».
 */

/** 2000-01-01, PostgreSQL's epoch, in Unix milliseconds. */
const epochMs = 946_684_800_000;
const msPerDay = 86_400_000;

/** Signature, flags, length of the header extension. */
export const copyHeader = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const copyTrailer = -1;

/** The rows of one COPY under construction. */
export class CopyRows {
  private buffer: Buffer;
  private end = copyHeader.length;

  constructor(bytesExpected: number) {
    this.buffer = Buffer.allocUnsafe(Math.max(bytesExpected, 1024));
    copyHeader.copy(this.buffer);
  }

  row(columns: number): void {
    this.room(2);
    this.end = this.buffer.writeInt16BE(columns, this.end);
  }

  int8(value: number): void {
    this.field(8);
    this.writeInt64(value);
  }

  int4(value: number): void {
    this.field(4);
    this.end = this.buffer.writeInt32BE(value, this.end);
  }

  int2(value: number): void {
    this.field(2);
    this.end = this.buffer.writeInt16BE(value, this.end);
  }

  uuid(value: string | null): void {
    if (value === null) return this.null();
    this.field(16);
    const written = this.buffer.write(value.replaceAll('-', ''), this.end, 'hex');
    if (written !== 16) throw new TypeError('not a UUID');
    this.end += 16;
  }

  text(value: string | null): void {
    if (value === null) return this.null();
    this.room(4 + value.length * 3);
    const written = this.buffer.write(value, this.end + 4, 'utf8');
    this.buffer.writeInt32BE(written, this.end);
    this.end += 4 + written;
  }

  bytes(value: Uint8Array | null): void {
    if (value === null) return this.null();
    this.field(value.length);
    this.buffer.set(value, this.end);
    this.end += value.length;
  }

  day(value: Day): void {
    this.field(4);
    this.end = this.buffer.writeInt32BE((Date.parse(value) - epochMs) / msPerDay, this.end);
  }

  instant(value: Instant): void {
    this.field(8);
    this.writeInt64((Date.parse(value) - epochMs) * 1000);
  }

  finished(): Buffer {
    this.room(2);
    this.end = this.buffer.writeInt16BE(copyTrailer, this.end);
    return this.buffer.subarray(0, this.end);
  }

  private null(): void {
    this.room(4);
    this.end = this.buffer.writeInt32BE(-1, this.end);
  }

  private field(length: number): void {
    this.room(4 + length);
    this.end = this.buffer.writeInt32BE(length, this.end);
  }

  private writeInt64(value: number): void {
    const high = Math.floor(value / 4_294_967_296);
    this.buffer.writeInt32BE(high, this.end);
    this.end = this.buffer.writeUInt32BE(value - high * 4_294_967_296, this.end + 4);
  }

  private room(bytes: number): void {
    if (this.end + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.end + bytes));
    this.buffer.copy(larger, 0, 0, this.end);
    this.buffer = larger;
  }
}

export const readInt64 = (buffer: Buffer, at: number): number =>
  buffer.readInt32BE(at) * 4_294_967_296 + buffer.readUInt32BE(at + 4);

const days = new Map<number, Day>();
export const readDay = (buffer: Buffer, at: number): Day => {
  const number = buffer.readInt32BE(at);
  let day = days.get(number);
  if (day === undefined) days.set(number, (day = new Date(epochMs + number * msPerDay).toISOString().slice(0, 10)));
  return day;
};

export const readInstant = (buffer: Buffer, at: number): Instant =>
  new Date(epochMs + readInt64(buffer, at) / 1000).toISOString();

export const readUuid = (buffer: Buffer, at: number): string => {
  const hex = buffer.toString('hex', at, at + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

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

/** Text up to this length is written here when it is ASCII: calling the runtime costs more than the loop. */
const shortText = 64;

/** The rows of one COPY under construction. */
export class CopyRows {
  private buffer: Buffer;
  private end = copyHeader.length;

  constructor(bytesExpected: number) {
    this.buffer = Buffer.allocUnsafe(Math.max(bytesExpected, 1024));
    copyHeader.copy(this.buffer);
  }

  /** Where the next field begins. */
  get length(): number {
    return this.end;
  }

  /** Writes again what stands between two places: the fields that are the same on row after row. */
  repeat(from: number, to: number): void {
    this.room(to - from);
    this.buffer.copyWithin(this.end, from, to);
    this.end += to - from;
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
    this.end = writeUuid(this.buffer, this.end, value);
  }

  text(value: string | null): void {
    if (value === null) return this.null();
    this.room(4 + value.length * 3);
    const start = this.end + 4;
    const written = writeAscii(this.buffer, start, value) || this.buffer.write(value, start, 'utf8');
    this.buffer.writeInt32BE(written, this.end);
    this.end = start + written;
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

const noDigit = 255;
/** Value of each hexadecimal digit by its character code. */
const digits = new Uint8Array(256).fill(noDigit);
for (let value = 0; value < 16; value += 1) {
  const digit = value.toString(16);
  digits[digit.charCodeAt(0)] = value;
  digits[digit.toUpperCase().charCodeAt(0)] = value;
}
const hyphen = '-'.charCodeAt(0);
const hyphens = [8, 13, 18, 23];

/** @returns where the next byte goes. @throws TypeError when the text is no UUID. */
const writeUuid = (buffer: Buffer, start: number, text: string): number => {
  let at = start;
  let wrong = text.length === 36 ? 0 : noDigit;
  for (const place of hyphens) if (text.charCodeAt(place) !== hyphen) wrong = noDigit;
  for (let place = 0; place < 36; place += 2) {
    if (text.charCodeAt(place) === hyphen) place += 1;
    const high = digits[text.charCodeAt(place)] ?? noDigit;
    const low = digits[text.charCodeAt(place + 1)] ?? noDigit;
    wrong |= high | low;
    buffer[at++] = (high << 4) | low;
  }
  if (wrong > 15) throw new TypeError('not a UUID');
  return at;
};

/** @returns bytes written; 0 when the text is long or is not all ASCII. */
const writeAscii = (buffer: Buffer, start: number, text: string): number => {
  const { length } = text;
  if (length > shortText) return 0;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 127) return 0;
    buffer[start + index] = code;
  }
  return length;
};

export const readInt64 = (buffer: Buffer, at: number): number =>
  buffer.readInt32BE(at) * 4_294_967_296 + buffer.readUInt32BE(at + 4);

const days = new Map<number, Day>();
export const readDay = (buffer: Buffer, at: number): Day => {
  const number = buffer.readInt32BE(at);
  let day = days.get(number);
  if (day === undefined) days.set(number, (day = new Date(epochMs + number * msPerDay).toISOString().slice(0, 10)));
  return day;
};

/** Events of one command share their instant and follow each other. */
let lastMicroseconds = NaN;
let lastInstant: Instant = '';
export const readInstant = (buffer: Buffer, at: number): Instant => {
  const microseconds = readInt64(buffer, at);
  if (microseconds !== lastMicroseconds) {
    lastInstant = new Date(epochMs + microseconds / 1000).toISOString();
    lastMicroseconds = microseconds;
  }
  return lastInstant;
};

export const readUuid = (buffer: Buffer, at: number): string => {
  const hex = buffer.toString('hex', at, at + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

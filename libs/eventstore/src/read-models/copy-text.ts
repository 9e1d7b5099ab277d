import type { Lot } from './rebuildable-read-models.js';
import type { ColumnShape, TableShape } from './table-shape.js';

const bytesPerPiece = 64 * 1024;
const [tab, newline, return_, backslash] = [9, 10, 13, 92];
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/**
 * Rows as the lines of `COPY … FROM STDIN` in text format. They are written byte by byte: strings put together and cut
 * apart again would cost several times as much, and most of it in the garbage collector.
 */
export class CopyText {
  private readonly fields: readonly {
    readonly property: string;
    readonly textOf: (value: unknown) => string | number | null;
  }[];
  private bytes = Buffer.allocUnsafeSlow(bytesPerPiece);
  private end = 0;

  constructor({ columns }: TableShape) {
    this.fields = columns.map(column => ({ property: column.property, textOf: fieldOf(column) }));
  }

  /** @returns whether there is enough for a piece. */
  add(row: object): boolean {
    let separated = false;
    for (const { property, textOf } of this.fields) {
      if (separated) this.byte(tab);
      separated = true;
      const text = textOf((row as Record<string, unknown>)[property]);
      if (text === null) this.null();
      else this.field(text);
    }
    this.byte(newline);
    return this.end >= bytesPerPiece;
  }

  /** What was added since the last time. */
  piece(): Buffer {
    const piece = this.bytes.subarray(0, this.end);
    this.bytes = Buffer.allocUnsafeSlow(bytesPerPiece);
    this.end = 0;
    return piece;
  }

  private field(value: string | number): void {
    const text = typeof value === 'number' ? String(value) : value;
    this.room(text.length * 2);
    const start = this.end;
    const { bytes } = this;
    let at = start;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 127 || code === backslash || code === tab || code === newline || code === return_) {
        this.unusual(text);
        return;
      }
      bytes[at++] = code;
    }
    this.end = at;
  }

  /** Texts with letters that take several bytes, or that COPY reads as its own. */
  private unusual(text: string): void {
    const escaped = text.replace(/[\\\t\n\r]/g, character => escapes[character]!);
    this.room(escaped.length * 3);
    this.end += this.bytes.write(escaped, this.end, 'utf8');
  }

  private null(): void {
    this.byte(backslash);
    this.byte('N'.charCodeAt(0));
  }

  private byte(byte: number): void {
    this.room(1);
    this.bytes[this.end++] = byte;
  }

  private room(bytes: number): void {
    if (this.end + bytes <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.end + bytes));
    this.bytes.copy(larger, 0, 0, this.end);
    this.bytes = larger;
  }
}

/** Made piece by piece, as they are sent. */
export function* copyPieces(shape: TableShape, rows: Iterable<object>): Generator<Buffer> {
  const text = new CopyText(shape);
  for (const row of rows) if (text.add(row)) yield text.piece();
  yield text.piece();
}

/** Rows made into text as they come: what they were made of is forgotten young. */
export class CopyLot implements Lot {
  size = 0;
  private readonly text: CopyText;
  private readonly pieces: Buffer[] = [];

  constructor(
    shape: TableShape,
    private readonly send: (pieces: Iterable<Buffer>) => Promise<void>,
  ) {
    this.text = new CopyText(shape);
  }

  add(rows: Iterable<object>): void {
    for (const row of rows) {
      this.size += 1;
      if (this.text.add(row)) this.pieces.push(this.text.piece());
    }
  }

  load(): Promise<void> {
    return this.send([...this.pieces, this.text.piece()]);
  }
}

/** @returns what turns a value into what COPY reads, but for its escapes. */
const fieldOf = ({ type, toStored }: ColumnShape): ((value: unknown) => string | number | null) => {
  const json = type === 'jsonb' || type === 'json';
  const array = type.endsWith('[]');
  return given => {
    const value = toStored(given ?? null);
    if (value === null || value === undefined) return null;
    if (typeof value === 'number') return value;
    if (typeof value === 'string') return json ? JSON.stringify(value) : value;
    if (typeof value === 'boolean') return String(value);
    if (array && Array.isArray(value)) return arrayLiteral(value);
    return value instanceof Date ? value.toISOString() : JSON.stringify(value);
  };
};

const arrayLiteral = (values: readonly unknown[]): string =>
  `{${values.map(value => (value === null ? 'NULL' : `"${String(value).replace(/["\\]/g, '\\$&')}"`)).join(',')}}`;

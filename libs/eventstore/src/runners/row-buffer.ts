import type { KeyOf, Rows, RowsWanted, Table } from '../projection.js';
import type { RowChange } from '../read-models.js';
import { keyText } from '../read-models/row-key.js';
import { BufferedRow, UndoJournal } from './undo-journal.js';

/** A handler read a row it had not declared: its `reads` must name every row it gets without having set it. */
export class UndeclaredRow extends Error {}

/** A handler read or removed a row of a table whose rows are said to be written once. */
export class WrittenOnce extends Error {}

/** Rows of one table as the batch has them so far. */
export class TableBuffer {
  readonly rows = new Map<string, BufferedRow>();
  /** Of a table written once, while rebuilding: rows in the order they came. */
  readonly once: object[] = [];

  constructor(readonly table: Table) {}

  change(): RowChange {
    const [set, deleted]: [object[], object[]] = [[], []];
    for (const { row, given } of this.rows.values()) {
      if (!given) continue;
      if (row) set.push(row);
      else deleted.push(given);
    }
    return { table: this.table, set, deleted };
  }
}

/**
 * The rows of a batch. What an event changed is undone when its handler throws, so that only whole events are ever
 * written.
 */
export class RowBuffer implements Rows {
  private readonly tables = new Map<unknown, TableBuffer>();
  private readonly undo = new UndoJournal();
  /** The buffer holds every row there is. */
  complete: boolean;

  /** @param rebuilding starts from nothing, and hands out rows that are written once apart from the others. */
  constructor(private readonly rebuilding = false) {
    this.complete = rebuilding;
  }

  get<Row extends object>(table: Table<Row>, key: KeyOf<Row>): Row | undefined {
    const erased = table as unknown as Table;
    if (table.writtenOnce) throw new WrittenOnce(`${table.name} was declared as written once, and is read`);
    const row = this.of(erased).rows.get(keyText(erased, key))?.row;
    if (row === undefined && !this.complete)
      throw new UndeclaredRow(`${table.name} ${JSON.stringify(key)} was not declared`);
    return (row ?? undefined) as Row | undefined;
  }

  set<Row extends object>(table: Table<Row>, row: Row): void {
    const buffer = this.of(table as unknown as Table);
    if (table.writtenOnce && this.rebuilding) this.undo.push(buffer.once, row);
    else this.put(buffer, row, row);
  }

  delete<Row extends object>(table: Table<Row>, key: KeyOf<Row>): void {
    if (table.writtenOnce) throw new WrittenOnce(`${table.name} was declared as written once, and loses rows`);
    this.put(this.of(table as unknown as Table), key, null);
  }

  /** From here on, `undoEvent` takes back. */
  beginEvent(): void {
    this.undo.begin();
  }

  undoEvent(): void {
    this.undo.rollBack();
  }

  /** Rows read from the database; those asked for and not found are known to be absent. */
  know(table: Table, asked: Iterable<string>, found: readonly object[]): void {
    const { rows } = this.of(table);
    for (const key of asked) if (rows.get(key)?.row === undefined) rows.set(key, new BufferedRow(null));
    for (const row of found) rows.set(keyText(table, row), new BufferedRow(row));
  }

  /** Keys not known yet, per table, each once. */
  unknown(wanted: Iterable<RowsWanted>): Map<TableBuffer, Map<string, object>> {
    const unknown = new Map<TableBuffer, Map<string, object>>();
    for (const { table, key } of wanted) {
      const buffer = this.of(table);
      const text = keyText(table, key);
      if (buffer.rows.get(text)?.row !== undefined) continue;
      const keys = unknown.get(buffer) ?? new Map<string, object>();
      unknown.set(buffer, keys.set(text, key));
    }
    return unknown;
  }

  changes(): RowChange[] {
    return [...this.tables.values()]
      .map(buffer => buffer.change())
      .filter(({ set, deleted }) => set.length + deleted.length > 0);
  }

  /** Hands out the rows that are written once, and forgets them. Not in the midst of an event. */
  takeWrittenOnce(take: (table: Table, rows: readonly object[]) => void): void {
    for (const { table, once } of this.tables.values()) {
      if (once.length === 0) continue;
      take(table, once);
      once.length = 0;
    }
  }

  /** Rows kept here, but for those written once. */
  get size(): number {
    let rows = 0;
    for (const buffer of this.tables.values()) rows += buffer.rows.size;
    return rows;
  }

  /** Forgets all rows but those written once. */
  clear(): void {
    for (const { rows } of this.tables.values()) rows.clear();
    this.undo.begin();
  }

  private put(buffer: TableBuffer, given: object, row: object | null): void {
    const key = keyText(buffer.table, given);
    let entry = buffer.rows.get(key);
    if (!entry) buffer.rows.set(key, (entry = new BufferedRow()));
    this.undo.change(entry, row, given);
  }

  private of(table: Table): TableBuffer {
    let buffer = this.tables.get(table.entity);
    if (!buffer) this.tables.set(table.entity, (buffer = new TableBuffer(table)));
    return buffer;
  }
}

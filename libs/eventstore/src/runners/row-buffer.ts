import type { KeyOf, Rows, RowsWanted, Table } from '../projection.js';
import type { RowChange } from '../read-models.js';
import { keyText } from '../read-models/row-key.js';

/** A handler read a row it had not declared: its `reads` must name every row it gets without having set it. */
export class UndeclaredRow extends Error {}

/** Rows of one table as the batch has them so far; null where there is none. */
export class TableBuffer {
  readonly rows = new Map<string, object | null>();
  readonly dirty = new Map<string, object>();

  constructor(readonly table: Table) {}

  change(): RowChange {
    const [set, deleted]: [object[], object[]] = [[], []];
    for (const [key, given] of this.dirty) {
      const row = this.rows.get(key);
      if (row) set.push(row);
      else deleted.push(given);
    }
    return { table: this.table, set, deleted };
  }
}

/** What one event changed, in arrays that are used again for the next: millions of events pass here in a rebuild. */
class UndoJournal {
  private length = 0;
  private readonly buffers: TableBuffer[] = [];
  private readonly keys: string[] = [];
  private readonly rows: (object | null | undefined)[] = [];
  private readonly dirty: (object | undefined)[] = [];

  begin(): void {
    this.length = 0;
  }

  note(buffer: TableBuffer, key: string): void {
    const index = this.length++;
    this.buffers[index] = buffer;
    this.keys[index] = key;
    this.rows[index] = buffer.rows.get(key);
    this.dirty[index] = buffer.dirty.get(key);
  }

  rollBack(): void {
    while (this.length > 0) {
      const index = --this.length;
      const { rows, dirty } = this.buffers[index]!;
      restore(rows, this.keys[index]!, this.rows[index]);
      restore(dirty, this.keys[index]!, this.dirty[index]);
    }
  }
}

const restore = <Value>(map: Map<string, Value>, key: string, value: Value | undefined): void => {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
};

/**
 * The rows of a batch. What an event changed is undone when its handler throws, so that only whole events are ever
 * written. `complete`: the buffer holds every row there is, as while rebuilding from nothing.
 */
export class RowBuffer implements Rows {
  private readonly tables = new Map<unknown, TableBuffer>();
  private readonly undo = new UndoJournal();

  constructor(public complete = false) {}

  get<Row extends object>(table: Table<Row>, key: KeyOf<Row>): Row | undefined {
    const row = this.of(table as unknown as Table).rows.get(keyText(table as unknown as Table, key));
    if (row === undefined && !this.complete)
      throw new UndeclaredRow(`${table.name} ${JSON.stringify(key)} was not declared`);
    return (row ?? undefined) as Row | undefined;
  }

  set<Row extends object>(table: Table<Row>, row: Row): void {
    this.put(table as unknown as Table, row, row);
  }

  delete<Row extends object>(table: Table<Row>, key: KeyOf<Row>): void {
    this.put(table as unknown as Table, key, null);
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
    for (const key of asked) if (!rows.has(key)) rows.set(key, null);
    for (const row of found) rows.set(keyText(table, row), row);
  }

  /** Keys not known yet, per table, each once. */
  unknown(wanted: Iterable<RowsWanted>): Map<TableBuffer, Map<string, object>> {
    const unknown = new Map<TableBuffer, Map<string, object>>();
    for (const { table, key } of wanted) {
      const buffer = this.of(table);
      const text = keyText(table, key);
      if (buffer.rows.has(text)) continue;
      const keys = unknown.get(buffer) ?? new Map<string, object>();
      unknown.set(buffer, keys.set(text, key));
    }
    return unknown;
  }

  changes(): RowChange[] {
    return [...this.tables.values()].filter(({ dirty }) => dirty.size > 0).map(buffer => buffer.change());
  }

  get dirtyRows(): number {
    let rows = 0;
    for (const { dirty } of this.tables.values()) rows += dirty.size;
    return rows;
  }

  clear(): void {
    this.tables.clear();
    this.undo.begin();
  }

  private put(table: Table, given: object, row: object | null): void {
    const buffer = this.of(table);
    const key = keyText(table, given);
    this.undo.note(buffer, key);
    buffer.rows.set(key, row);
    buffer.dirty.set(key, given);
  }

  private of(table: Table): TableBuffer {
    let buffer = this.tables.get(table.entity);
    if (!buffer) this.tables.set(table.entity, (buffer = new TableBuffer(table)));
    return buffer;
  }
}

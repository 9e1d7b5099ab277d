import { createHash } from 'node:crypto';
import stable from 'fast-json-stable-stringify';
import type { Table } from '../projection.js';
import { columnsOf } from './columns.js';

/**
 * SHA-256 over the rows of some tables: for each table its name, then one line per row in key order, a JSON array of
 * the values of its columns in alphabetical order. The same for the same rows, wherever they are kept.
 */
export class StateHasher {
  private readonly hash = createHash('sha256');
  private columns: readonly string[] = [];
  private rows = 0;

  table(table: Table): void {
    this.columns = columnsOf(table.entity);
    if (this.columns.length === 0) throw new Error(`${table.name}: its entity declares no column`);
    this.hash.update(`${table.name}\n`);
  }

  add(row: object): void {
    const values = this.columns.map(column => (row as Record<string, unknown>)[column] ?? null);
    this.hash.update(`${stable(values)}\n`);
    this.rows += 1;
  }

  digest(): { readonly hash: string; readonly rows: number } {
    return { hash: this.hash.digest('hex'), rows: this.rows };
  }
}

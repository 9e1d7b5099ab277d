import type { Table } from '../projection.js';

type Row = Readonly<Record<string, unknown>>;

/** The key of a row as one text, for maps: columns in order, set apart by a character no id contains. */
export const keyText = (table: Table, row: object): string => {
  const { key } = table as { readonly key: readonly string[] };
  if (key.length === 1) return String((row as Row)[key[0]!]);
  let text = '';
  for (const column of key) text += `${String((row as Row)[column])}\u0000`;
  return text;
};

/** Puts rows in the order of their key, as PostgreSQL does under the C collation: numbers by value, texts by byte. */
export const byKey =
  (table: Table) =>
  (left: object, right: object): number => {
    for (const column of table.key as readonly string[]) {
      const order = compare((left as Row)[column], (right as Row)[column]);
      if (order !== 0) return order;
    }
    return 0;
  };

const compare = (left: unknown, right: unknown): number => {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string')
    return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right));
  return Number(left) - Number(right);
};

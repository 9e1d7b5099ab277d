import type { ColumnShape, TableShape } from './table-shape.js';

/** A statement whose only parameter is all its rows, as JSON: one round trip however many they are. */
export interface RowStatement {
  readonly text: string;
  readonly values: readonly [string];
}

const list = (columns: readonly ColumnShape[], prefix = ''): string =>
  columns.map(({ name }) => prefix + name).join(', ');

const recordset = (columns: readonly ColumnShape[]): string =>
  `json_to_recordset($1::json) as given (${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})`;

const onKey = (shape: TableShape): string => shape.key.map(({ name }) => `kept.${name} = given.${name}`).join(' and ');

/** Column names are the keys of the JSON objects. */
const asJson = (columns: readonly ColumnShape[], rows: readonly object[]): string =>
  JSON.stringify(
    rows.map(row => {
      const record: Record<string, unknown> = {};
      for (const { property, name, toStored } of columns)
        record[name.slice(1, -1)] = toStored((row as Record<string, unknown>)[property] ?? null);
      return record;
    }),
  );

export const upsert = (shape: TableShape, rows: readonly object[]): RowStatement => {
  const others = shape.columns.filter(column => !shape.key.includes(column));
  const onConflict =
    others.length === 0 ? 'nothing' : `update set ${others.map(({ name }) => `${name} = excluded.${name}`).join(', ')}`;
  return {
    text:
      `insert into ${shape.relation} (${list(shape.columns)}) select ${list(shape.columns)} from ${recordset(shape.columns)} ` +
      `on conflict (${list(shape.key)}) do ${onConflict}`,
    values: [asJson(shape.columns, rows)],
  };
};

export const remove = (shape: TableShape, keys: readonly object[]): RowStatement => ({
  text: `delete from ${shape.relation} as kept using ${recordset(shape.key)} where ${onKey(shape)}`,
  values: [asJson(shape.key, keys)],
});

export const select = (shape: TableShape, keys: readonly object[]): RowStatement => ({
  text: `select ${list(shape.columns, 'kept.')} from ${recordset(shape.key)} join ${shape.relation} as kept on ${onKey(shape)}`,
  values: [asJson(shape.key, keys)],
});

/** All rows in the order of `byKey`: texts by byte, whatever the collation of the database. */
export const selectAll = (shape: TableShape): string => {
  const order = shape.key.map(({ name, type }) => (isText(type) ? `${name} collate "C"` : name)).join(', ');
  return `select ${list(shape.columns)} from ${shape.relation} order by ${order}`;
};

const isText = (type: string): boolean => /^(text|character|citext|varchar)/.test(type);

/** A row as the driver read it, as the entity's properties. */
export const rowFrom = (shape: TableShape, read: Readonly<Record<string, unknown>>): object => {
  const row: Record<string, unknown> = {};
  for (const { property, name, fromStored } of shape.columns) row[property] = fromStored(read[name.slice(1, -1)]);
  return row;
};

import type { DataSource, EntityMetadata } from 'typeorm';
import type { Table } from '../projection.js';
import { isParkedTable } from './parked-table.js';

export interface ColumnShape {
  readonly property: string;
  /** Quoted. */
  readonly name: string;
  /** As PostgreSQL spells it: `character varying`, `jsonb`, `text[]`. */
  readonly type: string;
  /** From the row to what JSON can hold, and from what the driver read to the row. */
  readonly toStored: (value: unknown) => unknown;
  readonly fromStored: (value: unknown) => unknown;
}

/** What the statements need to know of a table; names are quoted. */
export interface TableShape {
  readonly schema: string;
  readonly name: string;
  /** Schema and name. */
  readonly relation: string;
  readonly columns: readonly ColumnShape[];
  readonly key: readonly ColumnShape[];
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const generationName = /^[a-z][a-z0-9_]{0,15}$/;

/** Name of a table's copy in a generation; of the live table when there is none. */
export const tableName = (name: string, generation?: string): string => {
  if (generation === undefined) return name;
  if (!generationName.test(generation)) throw new Error(`a generation is a short lower-case word: ${generation}`);
  return `${name}__${generation}`;
};

/** @param generation names the copy beside the live table. */
export const shapeOf = (source: DataSource, schema: string, table: Table, generation?: string): TableShape => {
  if (isParkedTable(table)) return parkedShape(schema);
  const metadata = source.getMetadata(table.entity);
  const columns = columnsIn(source, metadata);
  const name = tableName(metadata.tableName, generation);
  const within = metadata.schema ?? schema;
  const key = (table.key as readonly string[]).map(property => {
    const column = columns.find(candidate => candidate.property === property);
    if (!column) throw new Error(`${table.name} has no column ${property}`);
    return column;
  });
  return { schema: within, name, relation: `${quoted(within)}.${quoted(name)}`, columns, key };
};

const same = (value: unknown): unknown => value;
const shapes = new WeakMap<EntityMetadata, readonly ColumnShape[]>();

const columnsIn = (source: DataSource, metadata: EntityMetadata): readonly ColumnShape[] => {
  let columns = shapes.get(metadata);
  if (!columns) {
    columns = metadata.columns.map(column => {
      const transformers = [column.transformer ?? []].flat();
      return {
        property: column.propertyName,
        name: quoted(column.databaseName),
        type: source.driver.normalizeType(column) + (column.isArray ? '[]' : ''),
        toStored:
          transformers.length === 0
            ? same
            : (value: unknown) => {
                let stored = value;
                for (const transformer of transformers) stored = transformer.to(stored) as unknown;
                return stored;
              },
        fromStored: (value: unknown) => source.driver.prepareHydratedValue(value, column) as unknown,
      };
    });
    shapes.set(metadata, columns);
  }
  return columns;
};

const plainColumn = (name: string, type: string): ColumnShape => ({
  property: name,
  name: quoted(name),
  type,
  toStored: same,
  fromStored: type === 'bigint' ? Number : same,
});

const parkedShape = (schema: string): TableShape => {
  const key = [plainColumn('name', 'text'), plainColumn('stream', 'text')];
  return {
    schema,
    name: 'parked',
    relation: `${quoted(schema)}.parked`,
    columns: [
      ...key,
      plainColumn('position', 'bigint'),
      plainColumn('error', 'text'),
      plainColumn('attempts', 'integer'),
    ],
    key,
  };
};

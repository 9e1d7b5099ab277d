import type { EntityManager } from 'typeorm';
import { quoted } from './table-shape.js';

interface Index {
  readonly name: string;
  /** Its definition without the names of the index and the table. */
  readonly shape: string;
}

/**
 * Gives the indexes of the new table the names that those of the old one had: migrations name them. PostgreSQL made
 * up names of its own when it copied them.
 */
export const keepIndexNames = async (
  manager: EntityManager,
  schema: string,
  old: string,
  live: string,
): Promise<void> => {
  const [before, after] = [await indexesOf(manager, schema, old), await indexesOf(manager, schema, live)];
  const rename = (from: string, to: string): Promise<unknown> =>
    manager.query(`alter index ${quoted(schema)}.${quoted(from)} rename to ${quoted(to)}`);
  for (const [index, { name }] of before.entries()) await rename(name, `old_index_${index}`);
  for (const { name, shape } of before) {
    const found = after.findIndex(candidate => candidate.shape === shape);
    if (found < 0) continue;
    const [copy] = after.splice(found, 1);
    if (copy!.name !== name) await rename(copy!.name, name);
  }
};

const indexesOf = async (manager: EntityManager, schema: string, table: string): Promise<Index[]> => {
  const read = await manager.query<{ name: string; definition: string }[]>(
    `select i.relname as name, pg_get_indexdef(i.oid) as definition
     from pg_index x join pg_class i on i.oid = x.indexrelid
     where x.indrelid = $1::regclass order by i.relname`,
    [`${quoted(schema)}.${quoted(table)}`],
  );
  return read.map(({ name, definition }) => ({
    name,
    shape: definition.replace(/^(CREATE (?:UNIQUE )?INDEX) .*? USING /, '$1 USING '),
  }));
};

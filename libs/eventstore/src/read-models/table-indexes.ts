import type { EntityManager } from 'typeorm';
import { quoted } from './table-shape.js';

interface Index {
  readonly name: string;
  /** Its definition without the names of the index and the table. */
  readonly shape: string;
  /** Of the primary key, or of another constraint: `PRIMARY KEY (claim, line)`. */
  readonly constraint: string | null;
  readonly primary: boolean;
}

/** `key`: the primary key alone, enough to find and replace rows. */
export type Indexes = 'key' | 'all';

/**
 * Makes the indexes of the live table that the copy does not have yet. Made after the rows, an index is sorted once and
 * written in order; kept up while rows come, it costs more than the rows themselves.
 */
export const makeIndexes = async (
  manager: EntityManager,
  schema: string,
  live: string,
  copy: string,
  wanted: Indexes,
): Promise<void> => {
  const [model, present] = [await indexesOf(manager, schema, live), await indexesOf(manager, schema, copy)];
  const relation = `${quoted(schema)}.${quoted(copy)}`;
  for (const { shape, constraint, primary } of model) {
    if (takeOut(present, shape) || (wanted === 'key' && !primary)) continue;
    await manager.query(
      constraint ? `alter table ${relation} add ${constraint}` : shape.replace(' USING', ` ON ${relation} USING`),
    );
  }
};

/**
 * Gives the indexes of the new table the names that those of the old one had: migrations name them. PostgreSQL made
 * up names of its own for those of the copy.
 */
export const keepIndexNames = async (
  manager: EntityManager,
  schema: string,
  old: string,
  live: string,
): Promise<void> => {
  const [before, after] = [await indexesOf(manager, schema, old), await indexesOf(manager, schema, live)];
  const renamed: [from: string, to: string][] = before.map(({ name }, index) => [name, `old_index_${index}`]);
  for (const { name, shape } of before) {
    const copy = takeOut(after, shape);
    if (copy) renamed.push([copy.name, name]);
  }
  const statements = renamed.map(
    ([from, to]) => `alter index ${quoted(schema)}.${quoted(from)} rename to ${quoted(to)}`,
  );
  if (statements.length > 0) await manager.query(statements.join('; '));
};

const takeOut = (indexes: Index[], shape: string): Index | undefined => {
  const found = indexes.findIndex(candidate => candidate.shape === shape);
  return found < 0 ? undefined : indexes.splice(found, 1)[0];
};

const indexesOf = async (manager: EntityManager, schema: string, table: string): Promise<Index[]> => {
  const read = await manager.query<{ name: string; definition: string; constraint: string | null; primary: boolean }[]>(
    `select i.relname as name, pg_get_indexdef(i.oid) as definition, x.indisprimary as primary,
       (select pg_get_constraintdef(c.oid) from pg_constraint c
         where c.conindid = i.oid and c.conrelid = x.indrelid) as constraint
     from pg_index x join pg_class i on i.oid = x.indexrelid
     where x.indrelid = $1::regclass order by x.indisprimary desc, i.relname`,
    [`${quoted(schema)}.${quoted(table)}`],
  );
  return read.map(({ definition, ...index }) => ({
    ...index,
    shape: definition.replace(/^(CREATE (?:UNIQUE )?INDEX) .*? USING /, '$1 USING '),
  }));
};

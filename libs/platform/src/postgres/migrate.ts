import type pg from 'pg';
import { DataSource } from 'typeorm';
import type { Shard } from '#eventstore';
import type { MigrationClass } from '../context-parts.js';
import { alone, connected } from './connection.js';
import { type Credentials, contextRoles, roleName } from './credentials.js';
import { contextTables } from './context-tables.migration.js';
import { DatabaseNotReady } from './roles.js';
import { ProtectReadModels1735689600000 } from './protect-read-models.migration.js';

/** Schema of the log, or of one context. */
export type Schema = 'es' | Shard;

/**
 * Migrations of one schema, which keeps its own table of those done. A migration's name ends with the 13 digits of the
 * millisecond it was written at: they give the order.
 */
export interface ContextMigrations {
  readonly schema: Schema;
  readonly migrations: readonly MigrationClass[];
}

/** What every schema starts with. */
const foundations: readonly ContextMigrations[] = [
  { schema: 'es', migrations: [ProtectReadModels1735689600000] },
  ...contextRoles.map(context => ({ schema: context, migrations: [contextTables(context)] })),
];

/**
 * Brings every schema up to date, as the owner's role: `es` first, then each context. Of several processes that start
 * at once, one does it and the others wait.
 */
export const migrate = (
  credentials: Credentials,
  migrations: readonly ContextMigrations[] = [],
  log: (line: string) => void = () => undefined,
): Promise<void> => {
  const url = credentials.urlOf('owner');
  const everyone = [...foundations, ...migrations];
  const waiting = (): void => log('another process migrates the database: waiting for it');
  return connected(url, owner =>
    alone(
      owner,
      'entraide.migrations',
      async () => {
        for (const { schema } of foundations) {
          const ofSchema = everyone.filter(each => each.schema === schema).flatMap(each => each.migrations);
          const done = await migrationsDone(owner, schema);
          if (ofSchema.some(migration => !done.has(nameOf(migration)))) await migrateSchema(url, schema, ofSchema, log);
          await showMigrations(owner, schema);
        }
      },
      waiting,
    ),
  );
};

/** A service migrates nothing: it looks here whether its schema is the one it was built for. */
const showMigrations = (owner: pg.Client, schema: Schema): Promise<unknown> => {
  const readers = schema === 'es' ? contextRoles : [schema];
  return owner.query(`grant select on ${schema}.migration to ${readers.map(roleName).join(', ')}`);
};

/**
 * For whoever may not migrate: whether somebody did.
 * @param url of the context's own role
 * @throws DatabaseNotReady naming the migrations that are still to be done.
 */
export const assertMigrated = (url: string, context: Shard, migrations: readonly ContextMigrations[]): Promise<void> =>
  connected(url, async client => {
    for (const schema of ['es', context] as const) {
      const wanted = [...foundations, ...migrations].filter(each => each.schema === schema);
      const done = await migrationsDone(client, schema);
      const missing = wanted.flatMap(each => each.migrations.map(nameOf)).filter(name => !done.has(name));
      if (missing.length > 0)
        throw new DatabaseNotReady(`the schema ${schema} is behind: ${missing.join(', ')}. Run: entraide migrate`);
    }
  });

const nameOf = (migration: MigrationClass): string => new migration().name ?? migration.name;

const migrationsDone = async (owner: pg.Client, schema: Schema): Promise<ReadonlySet<string>> => {
  const table = `${schema}.migration`;
  const { rows: found } = await owner.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table]);
  if (!found[0]?.there) return new Set();
  const { rows } = await owner.query<{ name: string }>(`select name from ${table}`);
  return new Set(rows.map(row => row.name));
};

const migrateSchema = async (
  url: string,
  schema: Schema,
  migrations: readonly MigrationClass[],
  log: (line: string) => void,
): Promise<void> => {
  const source = new DataSource({
    type: 'postgres',
    url,
    schema,
    migrations: [...migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    // What is worth telling is told through `log` and the error; nothing goes to the console.
    logger: 'debug',
    // Row security holds for the owner too: a migration that moves rows sees those of every scheme.
    extra: { max: 1, application_name: `entraide, migration of ${schema}`, options: '-c app.schemes=*' },
  });
  await source.initialize();
  try {
    for (const { name } of await source.runMigrations()) log(`${schema}: ${name}`);
  } finally {
    await source.destroy();
  }
};

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { alone, connected } from '../../platform/src/postgres/connection.js';
import { type Credentials, urlFor } from '../../platform/src/postgres/credentials.js';
import { type ContextMigrations, migrate } from '../../platform/src/postgres/migrate.js';
import { dropDatabase, prepareDatabase } from '../../platform/src/postgres/prepare-database.js';

export interface FreshDatabase {
  readonly credentials: Credentials;
  /** The server's superuser, in this database: for looking behind the curtain, never for what is tested. */
  readonly superUrl: string;
  drop(): Promise<void>;
}

/** What start-postgres.ts published. */
export const testServer = (): { superUrl: string; credentialsFile: string } => {
  const { ENTRAIDE_TEST_POSTGRES: superUrl, ENTRAIDE_TEST_DATA_DIR: dataDir } = process.env;
  if (!superUrl || !dataDir) throw new Error('no test server: name the file *.int.spec.ts or *.e2e.spec.ts');
  return { superUrl, credentialsFile: join(dataDir, 'credentials.json') };
};

/** A database of its own for a spec file, with every role and schema, migrated; drop it in `afterAll`. */
export const freshDatabase = async (migrations: readonly ContextMigrations[] = []): Promise<FreshDatabase> => {
  const { superUrl } = testServer();
  await ensureTemplate();
  const database = `test_${randomBytes(6).toString('hex')}`;
  const credentials = await prepareForTest(database, template);
  await migrate(credentials, migrations);
  const drop = (): Promise<void> => dropDatabase(superUrl, database);
  return { credentials, superUrl: urlFor(superUrl, { database }), drop };
};

const template = 'test_template';

/** What every database starts with is made once per run, then copied. */
const ensureTemplate = (): Promise<void> =>
  connected(testServer().superUrl, client =>
    alone(client, 'entraide.test.template', async () => {
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template]);
      if (rowCount) return;
      // Under its name only once complete: a template that is connected to can't be copied.
      const draft = `${template}_draft`;
      await dropDatabase(testServer().superUrl, draft);
      await migrate(await prepareForTest(draft));
      await client.query(`alter database ${draft} rename to ${template}`);
    }),
  );

const prepareForTest = (database: string, from?: string): Promise<Credentials> => {
  const { superUrl: adminUrl, credentialsFile } = testServer();
  return prepareDatabase({ adminUrl, database, credentialsFile, mayResetPasswords: true, template: from });
};

import pg from 'pg';
import { alone, connected } from './connection.js';
import { type Credentials, contextRoles, credentialsFor, roleName, urlFor } from './credentials.js';
import { DatabaseNotReady, type RolesOptions, type Self, ensureRoles } from './roles.js';

export interface PrepareOptions extends Omit<RolesOptions, 'mayResetPasswords' | 'ownersPassword'> {
  /**
   * Either a role that may create roles (a superuser, or CREATEROLE with CREATEDB or the ownership of the database):
   * it makes whatever is missing. Or `entraide_owner` itself, when an administrator made the database, let the owner
   * create schemas in it, and made the roles of the contexts, with their passwords in the credentials file.
   */
  readonly adminUrl: string;
  /** The one named in the URL, or `entraide` when that is `postgres` or none. */
  readonly database?: string;
  readonly mayResetPasswords?: boolean;
  /** Copied when the database is made; for tests. */
  readonly template?: string;
}

const oldestServer = 15;
const { escapeIdentifier: quoted } = pg;

/**
 * Makes what the app stands on: the database, the owner's role, one role per context, and their schemas. Each context
 * reaches `es` and its own schema, nothing else. May be repeated, and done by several processes at once.
 * @throws DatabaseNotReady
 */
export const prepareDatabase = async (options: PrepareOptions): Promise<Credentials> => {
  const { adminUrl, credentialsFile, mayResetPasswords = false, template } = options;
  const database = options.database ?? databaseIn(adminUrl);
  return connected(adminUrl, admin =>
    alone(admin, 'entraide.roles', async () => {
      const self = await whoAmI(admin);
      const owner = self.name === roleName('owner');
      const ownersPassword = owner ? decodeURIComponent(new URL(adminUrl).password) : undefined;
      const passwords = await ensureRoles(admin, self, { credentialsFile, mayResetPasswords, ownersPassword });
      await ensureDatabase(admin, database, self, template);
      const credentials = credentialsFor(adminUrl, database, passwords);
      await connected(credentials.urlOf('owner'), ensureSchemas);
      return credentials;
    }),
  );
};

const databaseIn = (url: string): string => {
  const named = decodeURIComponent(new URL(url).pathname.slice(1));
  return named === '' || named === 'postgres' ? 'entraide' : named;
};

const whoAmI = async (client: pg.Client): Promise<Self> => {
  const { rows } = await client.query<Self & { major: number }>(
    `select rolname as name, rolsuper or rolcreaterole as administers,
            current_setting('server_version_num')::int / 10000 as major
       from pg_roles where rolname = current_user`,
  );
  const self = rows[0];
  if (!self) throw new DatabaseNotReady('the role of DATABASE_URL is not known to the server');
  if (self.major < oldestServer) {
    throw new DatabaseNotReady(`PostgreSQL ${oldestServer} or newer is needed, this is ${self.major}`);
  }
  return self;
};

/** Sorted and compared by code point, as JavaScript and every other copy of the data does. */
const ensureDatabase = async (client: pg.Client, name: string, self: Self, template?: string): Promise<void> => {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (!rowCount) {
    const from = template ? quoted(template) : `template0 encoding 'UTF8' locale_provider libc locale 'C'`;
    await client.query(`create database ${quoted(name)} template ${from}`);
  }
  if (!self.administers) return;
  await client.query(`revoke all on database ${quoted(name)} from public`);
  await client.query(`grant connect, create on database ${quoted(name)} to ${quoted(roleName('owner'))}`);
  await client.query(
    `grant connect on database ${quoted(name)} to ${contextRoles.map(roleName).map(quoted).join(', ')}`,
  );
};

const ensureSchemas = async (owner: pg.Client): Promise<void> => {
  await owner.query('create schema if not exists es');
  for (const context of contextRoles) {
    const role = quoted(roleName(context));
    await owner.query(`create schema if not exists ${quoted(context)}`);
    await owner.query(`grant usage on schema es, ${quoted(context)} to ${role}`);
  }
};

/** Removes a database, whoever is connected to it. */
export const dropDatabase = (adminUrl: string, name: string): Promise<void> =>
  connected(urlFor(adminUrl, { database: 'postgres' }), async admin => {
    await admin.query(`drop database if exists ${quoted(name)} with (force)`);
  });

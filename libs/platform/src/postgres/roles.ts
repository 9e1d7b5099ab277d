import pg from 'pg';
import { readIfThere, randomPassword, writePrivately } from './data-files.js';
import { type Passwords, type Role, allRoles, roleName } from './credentials.js';

/** The database can't be prepared; the message says what the operator has to do. */
export class DatabaseNotReady extends Error {}

/** The role we are connected as. */
export interface Self {
  readonly name: string;
  /** Superuser, or may create roles. */
  readonly administers: boolean;
}

export interface RolesOptions {
  /** JSON, role → password, mode 0600. Nodes that share a database share this file's content. */
  readonly credentialsFile: string;
  /** Whether a role whose password we don't have may be given a new one: yes for a server of our own. */
  readonly mayResetPasswords: boolean;
  /** Password of the owner, when we are connected as the owner. */
  readonly ownersPassword?: string;
}

/**
 * Makes the roles that are missing and gives the password of each.
 * @throws DatabaseNotReady
 */
export const ensureRoles = async (
  client: pg.Client,
  self: Self,
  options: RolesOptions,
): Promise<Readonly<Record<Role, string>>> => {
  const { credentialsFile, mayResetPasswords, ownersPassword } = options;
  const existing = await existingRoles(client);
  const kept = JSON.parse((await readIfThere(credentialsFile)) ?? '{}') as Passwords;
  const known: Passwords = ownersPassword === undefined ? kept : { ...kept, owner: ownersPassword };
  refuseUnlessPossible(existing, known, self, options);

  const passwords = Object.fromEntries(allRoles.map(role => [role, known[role] ?? randomPassword()]));
  // Before the server learns them: a crash in between is repaired by the next start.
  if (allRoles.some(role => known[role] === undefined)) {
    await writePrivately(credentialsFile, `${JSON.stringify(passwords, null, 2)}\n`);
  }
  for (const role of allRoles) {
    const [name, password] = [pg.escapeIdentifier(roleName(role)), pg.escapeLiteral(passwords[role] ?? '')];
    if (!existing.has(roleName(role))) await client.query(`create role ${name} login password ${password}`);
    else if (mayResetPasswords) await client.query(`alter role ${name} password ${password}`);
  }
  return passwords as Record<Role, string>;
};

const existingRoles = async (client: pg.Client): Promise<ReadonlySet<string>> => {
  const { rows } = await client.query<{ rolname: string; above: boolean }>(
    'select rolname, rolsuper or rolbypassrls as above from pg_roles where rolname = any ($1)',
    [allRoles.map(roleName)],
  );
  const above = rows.filter(row => row.above).map(row => row.rolname);
  if (above.length > 0) {
    throw new DatabaseNotReady(`${above.join(', ')} must neither be superuser nor bypass row security`);
  }
  return new Set(rows.map(row => row.rolname));
};

const refuseUnlessPossible = (
  existing: ReadonlySet<string>,
  known: Passwords,
  self: Self,
  options: RolesOptions,
): void => {
  const names = (roles: readonly Role[]): string => roles.map(roleName).join(', ');
  const missing = allRoles.filter(role => !existing.has(roleName(role)));
  if (missing.length > 0 && !self.administers) {
    throw new DatabaseNotReady(
      `${self.name} may not create roles, and these are missing: ${names(missing)}. ` +
        `Create them (login, not superuser) and put their passwords in ${options.credentialsFile}, ` +
        `or set DATABASE_URL to a role with CREATEROLE`,
    );
  }
  const closed = allRoles.filter(role => existing.has(roleName(role)) && known[role] === undefined);
  if (closed.length > 0 && !options.mayResetPasswords) {
    throw new DatabaseNotReady(
      `the passwords of ${names(closed)} are not in ${options.credentialsFile}: ` +
        `copy that file from the node that made them, or write it as {"owner": "…", "benefits": "…"}`,
    );
  }
};

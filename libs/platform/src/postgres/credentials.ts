import { type Shard, shards } from '#eventstore';

/** Owner of the schemas, who migrates them, or one context. */
export type Role = 'owner' | Shard;
export const contextRoles: readonly Shard[] = shards;
export const allRoles: readonly Role[] = ['owner', ...shards];

/** Name of a role in the database. */
export const roleName = (role: Role): string => `entraide_${role}`;

/** How each role reaches the database. None of them is a superuser, and row security holds for all of them. */
export interface Credentials {
  readonly database: string;
  urlOf(role: Role): string;
}

export type Passwords = Readonly<Partial<Record<Role, string>>>;

/** The given URL, as another role and to another database; host, port and parameters (TLS) stay. */
export const urlFor = (url: string, login: { user?: string; password?: string; database?: string }): string => {
  const changed = new URL(url);
  if (login.user !== undefined) changed.username = encodeURIComponent(login.user);
  if (login.password !== undefined) changed.password = encodeURIComponent(login.password);
  if (login.database !== undefined) changed.pathname = `/${encodeURIComponent(login.database)}`;
  return changed.toString();
};

export const credentialsFor = (
  url: string,
  database: string,
  passwords: Readonly<Record<Role, string>>,
): Credentials => ({
  database,
  urlOf: role => urlFor(url, { user: roleName(role), password: passwords[role], database }),
});

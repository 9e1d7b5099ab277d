import { join, resolve } from 'node:path';
import { mkdir } from 'node:fs/promises';
import type { Credentials } from './credentials.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { prepareDatabase } from './prepare-database.js';

export interface OpenOptions {
  /** DATA_DIR: the embedded server's files, and `credentials.json`. */
  readonly dataDir: string;
  /** A server of one's own instead of the embedded one; see `PrepareOptions.adminUrl` for what its role must be. */
  readonly databaseUrl?: string;
  /** Passwords of the roles; `credentials.json` in `dataDir` unless said. */
  readonly credentialsFile?: string;
  readonly log?: (line: string) => void;
}

export interface OpenDatabase {
  readonly credentials: Credentials;
  /** Stops the embedded server; leaves another one alone. */
  close(): Promise<void>;
}

/**
 * The database the app works on, ready for `migrate`.
 * @throws EmbeddedPostgresFailed DatabaseNotReady
 */
export const openDatabase = async ({ dataDir, databaseUrl, log, ...given }: OpenOptions): Promise<OpenDatabase> => {
  const credentialsFile = given.credentialsFile ?? join(resolve(dataDir), 'credentials.json');
  if (databaseUrl) {
    if (!given.credentialsFile) await mkdir(dataDir, { recursive: true, mode: 0o700 });
    return {
      credentials: await prepareDatabase({ adminUrl: databaseUrl, credentialsFile }),
      close: async () => undefined,
    };
  }
  const server = await startEmbeddedPostgres({ dataDir, log });
  try {
    const adminUrl = server.superUrl;
    const credentials = await prepareDatabase({ adminUrl, credentialsFile, mayResetPasswords: true });
    return { credentials, close: () => server.stop() };
  } catch (failure) {
    await server.stop();
    throw failure;
  }
};

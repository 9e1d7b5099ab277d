import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere } from './data-files.js';
import { type ServerAccount, handOver } from './server-account.js';
import { EmbeddedPostgresFailed, type ServerBinaries, run } from './server-binaries.js';

export const superuser = 'postgres';

export interface ClusterOptions {
  readonly folder: string;
  readonly binaries: ServerBinaries;
  readonly account: ServerAccount | undefined;
  readonly password: string;
  /** False only where losing the data costs nothing: a test run. */
  readonly durable: boolean;
  readonly log: (line: string) => void;
}

/**
 * Makes the cluster unless it is there. It is made beside its place and moved in when complete, so that a start that
 * was cut short, or two at once, never leave half a cluster.
 * @throws EmbeddedPostgresFailed when what lies there can't be opened by these binaries.
 */
export const ensureCluster = async (options: ClusterOptions): Promise<void> => {
  const { folder, binaries, log } = options;
  if (await isCluster(folder, binaries)) return;
  log('creating the database cluster (first start only)');
  const draft = `${folder}.new-${randomBytes(4).toString('hex')}`;
  try {
    await initialise(draft, options);
    await rename(draft, folder).catch(async (failure: Error) => {
      if (!(await isCluster(folder, binaries))) {
        throw new EmbeddedPostgresFailed(`${folder} holds something else than a cluster (${failure.message})`);
      }
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
};

const isCluster = async (folder: string, { major }: ServerBinaries): Promise<boolean> => {
  const version = (await readIfThere(join(folder, 'PG_VERSION')))?.trim();
  if (version === undefined) return false;
  if (Number(version) === major) return true;
  throw new EmbeddedPostgresFailed(
    `${folder} was made by PostgreSQL ${version}, and PostgreSQL ${major} is installed: export it with the old one first`,
  );
};

const initialise = async (draft: string, { binaries, account, password, durable }: ClusterOptions): Promise<void> => {
  const passwordFile = `${draft}.password`;
  await mkdir(draft, { mode: 0o700 });
  await handOver(draft, account);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  await handOver(passwordFile, account);
  const flags = [
    `--pgdata=${draft}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  try {
    await run(binaries.initdb, flags, { cwd: draft, env: serverEnvironment(), ...account });
  } catch (failure) {
    const { stderr, message } = failure as Error & { stderr?: string };
    throw new EmbeddedPostgresFailed(
      `the cluster cannot be made in ${draft}: ${(stderr || message).trim()}. ` +
        `Set DATABASE_URL to use a PostgreSQL of your own`,
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
};

/** Nothing of the caller's environment may change the server: no PG* variable, no locale, no secret. */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  LD_LIBRARY_PATH: process.env['LD_LIBRARY_PATH'],
  LC_ALL: 'C',
  TZ: 'UTC',
});

import { chmod, chown, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EmbeddedPostgresFailed, run } from './server-binaries.js';

/** The operating-system user that the server runs as. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

const accountName = 'postgres';

/**
 * Who runs the server. PostgreSQL refuses to run as root, so root hands over to the owner of the cluster, or to the
 * user `postgres` (made when missing). An ordinary user runs it themselves: then there is no account to change to.
 * @throws EmbeddedPostgresFailed when the cluster is someone else's, or the user can't be made.
 */
export const serverAccount = async (
  cluster: string,
  log: (line: string) => void,
): Promise<ServerAccount | undefined> => {
  const self = process.getuid?.();
  if (self === undefined) return undefined;
  const owner = await stat(cluster).catch(() => undefined);
  if (self !== 0) {
    if (owner && owner.uid !== self) {
      throw new EmbeddedPostgresFailed(
        `${cluster} belongs to user ${owner.uid}, not to user ${self}: run as its owner, or choose another DATA_DIR`,
      );
    }
    return undefined;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await lookUp()) ?? (await create(log));
};

const lookUp = async (): Promise<ServerAccount | undefined> => {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map(flag => run('id', [flag, accountName])));
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
  } catch {
    return undefined;
  }
};

const create = async (log: (line: string) => void): Promise<ServerAccount> => {
  log(`creating the system user ${accountName}: PostgreSQL does not run as root`);
  const failure = await run('useradd', ['--system', '--user-group', '--no-create-home', accountName]).catch(
    (error: Error) => error,
  );
  const account = await lookUp();
  if (account) return account;
  const why = failure instanceof Error ? failure.message.trim() : 'unknown';
  throw new EmbeddedPostgresFailed(
    `PostgreSQL does not run as root and the system user ${accountName} cannot be made (${why}): ` +
      `run as an ordinary user, make that user, or set DATABASE_URL`,
  );
};

/**
 * Lets the account reach the cluster and the binaries: DATA_DIR opens to its group, and folders above that stand in its
 * way can be passed through by all (search permission only: nobody can list them). Each change is told.
 */
export const admit = async (
  account: ServerAccount,
  dataDir: string,
  binaries: string,
  log: (line: string) => void,
): Promise<void> => {
  const { mode, uid } = await stat(dataDir);
  if (uid === 0 && (mode & 0o001) === 0) {
    await chown(dataDir, uid, account.gid);
    await chmod(dataDir, (mode & 0o7777) | 0o010);
  }
  for (const path of [dataDir, binaries]) await openWayTo(await realpath(path), account, log);
};

const openWayTo = async (path: string, account: ServerAccount, log: (line: string) => void): Promise<void> => {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const needed = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & needed) === 0) {
      log(`letting the server (system user ${account.uid}) pass through ${folder}`);
      await chmod(folder, (mode & 0o7777) | needed).catch((failure: NodeJS.ErrnoException) => {
        throw new EmbeddedPostgresFailed(
          `the server (system user ${account.uid}) cannot pass through ${folder} (${failure.code}): ` +
            `work in a folder it can reach, such as one under /srv, or run as an ordinary user`,
        );
      });
    }
    if (folder === dirname(folder)) return;
  }
};

/** Gives a folder to the account, closed to everyone else. */
export const handOver = async (path: string, account: ServerAccount | undefined): Promise<void> => {
  if (account) await chown(path, account.uid, account.gid);
};

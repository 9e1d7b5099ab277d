import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareStores } from '#platform';
import { contexts } from '../contexts.js';
import { exitCode, UsageError } from '../exit.js';
import { localConfiguration } from '../local.js';

export interface MigrateOptions {
  readonly urls?: string;
  readonly json?: boolean;
}

/**
 * Makes what services stand on and may not make themselves: database, roles, schemas, the master key. For a privileged
 * account (`DATABASE_URL`); may be repeated. With `--urls`, each context's own address lands in a file of its own, for
 * `DATABASE_URL_FILE` of its service.
 */
export const migrateDatabase = async ({ urls, json }: MigrateOptions): Promise<number> => {
  const configuration = localConfiguration();
  if (Object.keys(configuration.contextUrls).length > 0)
    throw new UsageError('migrate is for an account that prepares databases: DATABASE_URL is that of a context');
  const done: string[] = [];
  const prepared = await prepareStores(configuration, contexts, line => void done.push(line));
  try {
    const files: string[] = [];
    for (const { shard } of urls === undefined ? [] : contexts)
      files.push(await writeUrl(join(urls!, shard), prepared.credentials.urlOf(shard)));
    const report = { database: prepared.credentials.database, done, files };
    process.stdout.write(
      json
        ? `${JSON.stringify(report)}\n`
        : [...done, ...files, 'le schéma est à jour / the schema is up to date', ''].join('\n'),
    );
    return exitCode.ok;
  } finally {
    await prepared.close();
  }
};

/** Readable by its owner alone; whole or not at all. */
const writeUrl = async (folder: string, url: string): Promise<string> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'database-url');
  await writeFile(`${file}.new`, `${url}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return file;
};

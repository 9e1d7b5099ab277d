import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What lies in DATA_DIR for the embedded server. Everything but the cluster belongs to whoever runs the app. */
export const dataFiles = (dataDir: string) => ({
  dataDir,
  cluster: join(dataDir, 'postgres'),
  log: join(dataDir, 'postgres.log'),
  port: join(dataDir, 'postgres.port'),
  password: join(dataDir, 'postgres.password'),
});
export type DataFiles = ReturnType<typeof dataFiles>;

/** 192 bits, safe in a URL. */
export const randomPassword = (): string => randomBytes(24).toString('base64url');

export const readIfThere = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8');
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw failure;
  }
};

/** Writes a file that only its owner can read, whole or not at all. */
export const writePrivately = async (file: string, text: string): Promise<void> => {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
  await rename(draft, file);
};

/** The secret in a file, made on first use. Of two processes that make it at once, both get the first one's. */
export const secretIn = async (file: string): Promise<string> => {
  const kept = await readIfThere(file);
  if (kept) return kept.trim();
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${randomPassword()}\n`, { mode: 0o600, flag: 'wx' });
  await link(draft, file).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code !== 'EEXIST') throw failure;
  });
  await rm(draft);
  return (await readFile(file, 'utf8')).trim();
};

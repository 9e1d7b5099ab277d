import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { addDays, type Instant } from '#kernel';
import { type BackupManifest, copiedTables, type CopiedTable, fileOf, manifestFile } from './tables.js';

/** Passes everything on, and says what it was. */
const hashing = () => {
  const hash = createHash('sha256');
  const through = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { through, digest: () => hash.digest('hex') };
};

/**
 * Copies what cannot be made again, as it stood at one moment, while work goes on. The master key is not in it: whoever
 * finds a backup reads no name.
 * @param url of the owner of the tables
 * @param folder where backups are kept; this one gets a folder of its own
 * @returns that folder
 */
export const backup = async (url: string, folder: string, takenAt: Instant): Promise<string> => {
  const place = join(folder, takenAt.replace(/[:.]/g, '-'));
  for (const part of ['facts', 'keys']) await mkdir(join(place, part), { recursive: true, mode: 0o700 });
  const client = new pg.Client({ connectionString: url, application_name: 'entraide: backup' });
  await client.connect();
  const files: Record<string, string> = {};
  try {
    await client.query('begin isolation level repeatable read read only');
    for (const table of copiedTables) {
      const { through, digest } = hashing();
      const target = createWriteStream(join(place, fileOf(table)), { mode: 0o600 });
      await pipeline(client.query(copyTo(`copy ${rowsOf(table)} to stdout`)), through, target);
      files[fileOf(table)] = digest();
    }
    await client.query('commit');
  } finally {
    await client.end();
  }
  await writeFile(join(place, manifestFile), JSON.stringify({ takenAt, files } satisfies BackupManifest, null, 2));
  return place;
};

const rowsOf = ({ name, order }: CopiedTable): string =>
  order === undefined ? name : `(select * from ${name} order by ${order})`;

/**
 * Takes the keys out of backups older than so many days: facts and totals stay, names of the forgotten do not come back.
 * @returns folders whose keys went
 */
export const forgetOldKeys = async (folder: string, now: Instant, days: number): Promise<readonly string[]> => {
  const last = addDays(now.slice(0, 10), -days);
  const gone: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const text = await readFile(join(folder, name, manifestFile), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const { takenAt } = JSON.parse(text) as BackupManifest;
    if (takenAt.slice(0, 10) >= last) continue;
    if ((await readdir(join(folder, name))).includes('keys')) gone.push(name);
    await rm(join(folder, name, 'keys'), { recursive: true, force: true });
  }
  return gone;
};

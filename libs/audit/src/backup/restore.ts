import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type BackupManifest, copiedTables, type CopiedTable, fileOf, manifestFile } from './tables.js';

/** The backup is not whole, or there is something already where it would go. */
export class RestoreRefused extends Error {}

export interface Restored {
  readonly takenAt: string;
  /** Whether the backup still had its keys: without them names are unreadable for everybody. */
  readonly withKeys: boolean;
}

/**
 * Puts a backup into a database that has its schemas and nothing in them. All of it or nothing.
 * @param url of the owner of the tables
 * @throws RestoreRefused when a file was changed or is missing, or the log is not empty.
 */
export const restore = async (url: string, place: string): Promise<Restored> => {
  const { takenAt, files } = await manifestOf(place);
  const withKeys = await present(place, files);
  const client = new pg.Client({ connectionString: url, application_name: 'entraide: restore' });
  await client.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{ events: boolean }>('select exists (select from es.event) as events');
    if (rows[0]?.events) throw new RestoreRefused('the log is not empty: a backup goes into a new database');
    for (const table of copiedTables) if (table.part === 'facts' || withKeys) await fill(client, place, table);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
  return { takenAt, withKeys };
};

const fill = async (client: pg.Client, place: string, table: CopiedTable): Promise<void> => {
  // What stands in events, commands and readings stays for ever, so there is nothing to take away there.
  if (!/^es\.(event_|command_|reading)/.test(table.name)) await client.query(`delete from ${table.name}`);
  await pipeline(createReadStream(join(place, fileOf(table))), client.query(copyFrom(`copy ${table.name} from stdin`)));
};

const manifestOf = async (place: string): Promise<BackupManifest> => {
  try {
    return JSON.parse(await readFile(join(place, manifestFile), 'utf8')) as BackupManifest;
  } catch {
    throw new RestoreRefused(`${place} is no backup`);
  }
};

/** Keys may have been taken out, all of them; anything else that is missing or changed is refused. */
const present = async (place: string, files: BackupManifest['files']): Promise<boolean> => {
  let keys = 0;
  for (const table of copiedTables) {
    const file = fileOf(table);
    const digest = await digestOf(join(place, file));
    if (digest === undefined && table.part === 'keys') continue;
    if (digest === undefined || digest !== files[file]) throw new RestoreRefused(`${file} is missing or was changed`);
    if (table.part === 'keys') keys += 1;
  }
  const all = copiedTables.filter(({ part }) => part === 'keys').length;
  if (keys > 0 && keys < all) throw new RestoreRefused('some of the keys are missing');
  return keys === all;
};

const digestOf = async (file: string): Promise<string | undefined> => {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    return hash.digest('hex');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

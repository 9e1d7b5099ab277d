import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import type { DataKeys, KeyName } from './data-keys.js';
import { keyFromFile } from './key-file.js';
import { wrappedBy } from './key-ring.js';
import { PostgresDataKeys } from './postgres-data-keys.js';
import { addMasterKey, retireMasterKeys } from './rotate-keys.js';

const folder = mkdtempSync(join(tmpdir(), 'entraide-rotation-'));
const path = join(folder, 'master.json');
const shard = 'benefits';
const nameOf = (index: number): KeyName => ({ subject: `P${index}`, class: 'medical' });
const names = (count: number, from = 0) => Array.from({ length: count }, (_, index) => nameOf(from + index));
const texts = async (keys: DataKeys, of: readonly KeyName[]) =>
  (await keys.forOpening(shard, of)).map(key => key?.bytes.toString('hex'));

/** As many processes as are asked for, over one table and one key file. */
describe('the master key is rotated while services run', () => {
  let database: FreshDatabase;
  let pool: pg.Pool;
  const aProcess = async () => new PostgresDataKeys(() => pool, await keyFromFile(path));
  const wrappers = async () => {
    const { rows } = await pool.query<{ wrapped: Buffer | null }>('select wrapped from benefits.data_key');
    return new Set(rows.map(({ wrapped }) => wrapped && wrappedBy(wrapped)));
  };
  beforeAll(async () => {
    database = await freshDatabase([{ schema: shard, migrations: [] }]);
    pool = new pg.Pool({ connectionString: database.credentials.urlOf(shard), max: 6 });
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  test('every key opens at every moment; an interruption leaves nothing half done; who is forgotten stays so', async () => {
    const [busy, other] = [await aProcess(), await aProcess()];
    await busy.forSealing(shard, names(1_800));
    const before = await texts(busy, names(1_800));
    const { current } = await addMasterKey(path, '2026-03-01T00:00:00.000Z');
    const rotating = await aProcess();

    // The first try dies after one batch.
    const died = rotating.rewrap(shard, () => {
      throw new Error('power cut');
    });
    await expect(died).rejects.toThrow('power cut');
    expect(await rotating.count(shard)).toEqual({ kept: 1_800, behind: 1_300, destroyed: 0 });
    expect(await texts(await aProcess(), names(1_800))).toEqual(before);

    // The second goes on, while others seal for new people, open what is half rotated, and forget somebody.
    let made = 1_800;
    const during = async () => {
      const fresh = names(5, made);
      made += 5;
      await other.forSealing(shard, fresh);
      const opened = await texts(await aProcess(), names(1_800));
      expect(opened.filter((text, index) => text !== before[index])).toEqual([]);
    };
    await Promise.all([rotating.rewrap(shard), during(), during(), during()]);
    await other.destroy(shard, 'P17');
    await rotating.rewrap(shard);
    const { kept, behind, destroyed } = await rotating.count(shard);
    // Two classes that nobody had a key of are noted as gone as well.
    expect([kept, behind, destroyed]).toEqual([made - 1, 0, 3]);
    expect(await wrappers()).toEqual(new Set([current.id, null]));
    const after = await texts(await aProcess(), names(1_800));
    expect(after[17]).toBeUndefined();
    expect(after.filter((text, index) => text !== before[index] && index !== 17)).toEqual([]);
  }, 30_000);

  test('a person forgotten between the reading and the writing of a batch does not come back', async () => {
    await addMasterKey(path, '2026-03-02T00:00:00.000Z');
    const rotating = await aProcess();
    // Every update waits for this transaction, in which somebody is forgotten.
    const forgetting = await pool.connect();
    await forgetting.query('begin');
    await forgetting.query(`update benefits.data_key set wrapped = null, destroyed_at = now() where subject = 'P3'`);
    const rewrapping = rotating.rewrap(shard);
    await new Promise(resolve => setTimeout(resolve, 200));
    await forgetting.query('commit');
    forgetting.release();
    await rewrapping;
    expect(await texts(await aProcess(), [nameOf(3), nameOf(4)])).toEqual([undefined, expect.any(String)]);
    expect((await rotating.count(shard)).behind).toBe(0);
  }, 30_000);

  test('who started before any of it opens and seals as ever, also once the older keys are gone', async () => {
    const early = await aProcess();
    await addMasterKey(path, '2026-03-03T00:00:00.000Z');
    await (await aProcess()).rewrap(shard);
    expect(await retireMasterKeys(path, '2026-05-01T00:00:00.000Z')).toHaveLength(3);
    const [opened] = await texts(early, [nameOf(1)]);
    expect(opened).toEqual((await texts(await aProcess(), [nameOf(1)]))[0]);
    await early.forSealing(shard, [nameOf(9_999)]);
    expect((await (await aProcess()).forOpening(shard, [nameOf(9_999)]))[0]).toBeDefined();
  }, 30_000);
});

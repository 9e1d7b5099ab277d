import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { QueryRunner } from 'typeorm';
import { freshDatabase, testServer } from '#testing/postgres';
import { connected } from './connection.js';
import { urlFor } from './credentials.js';
import { migrate } from './migrate.js';
import { dropDatabase, prepareDatabase } from './prepare-database.js';
import { DatabaseNotReady } from './roles.js';

class Slow1760000000002 {
  async up(query: QueryRunner): Promise<void> {
    await query.query('create table subsidies.slow (scheme text not null)');
    await query.query('select pg_sleep(0.3)');
  }
  async down(): Promise<void> {}
}
class Fails1760000000003 {
  async up(query: QueryRunner): Promise<void> {
    await query.query('create table audit.half (id int)');
    throw new Error('the power went out');
  }
  async down(): Promise<void> {}
}

const database = `test_migrate_${process.pid}`;
const credentialsFile = join(tmpdir(), `entraide-credentials-${process.pid}.json`);
afterAll(async () => {
  await dropDatabase(testServer().superUrl, database);
  await rm(credentialsFile, { force: true });
});

test('two processes that start at once prepare and migrate the same new database', async () => {
  const { superUrl: adminUrl, credentialsFile: shared } = testServer();
  const lines: string[] = [];
  const start = async (): Promise<void> => {
    const credentials = await prepareDatabase({ adminUrl, database, credentialsFile: shared, mayResetPasswords: true });
    await migrate(credentials, [{ schema: 'subsidies', migrations: [Slow1760000000002] }], line => lines.push(line));
  };
  await Promise.all([start(), start(), start()]);
  expect(lines.filter(line => line === 'subsidies: Slow1760000000002')).toHaveLength(1);
  expect(lines.filter(line => line.startsWith('another process'))).toHaveLength(2);
});

test('a migration that fails leaves nothing half done, and the next one starts there', async () => {
  const { credentials, drop } = await freshDatabase();
  await expect(migrate(credentials, [{ schema: 'audit', migrations: [Fails1760000000003] }])).rejects.toThrow('power');
  await connected(credentials.urlOf('owner'), async client => {
    expect((await client.query(`select to_regclass('audit.half') as half`)).rows).toEqual([{ half: null }]);
  });
  await migrate(credentials);
  await drop();
});

test('text is compared by code point', async () => {
  const { credentials, drop } = await freshDatabase();
  await connected(credentials.urlOf('audit'), async client => {
    expect((await client.query(`select 'Z' < 'a' as sorted`)).rows).toEqual([{ sorted: true }]);
  });
  await drop();
});

test('passwords are random, kept for their owner only, and the same the next time', async () => {
  const { credentialsFile: kept } = testServer();
  expect((await stat(kept)).mode & 0o777).toBe(0o600);
  const before = await readFile(kept, 'utf8');
  const passwords = Object.values(JSON.parse(before) as Record<string, string>);
  expect(new Set(passwords).size).toBe(7);
  await (await freshDatabase()).drop();
  expect(await readFile(kept, 'utf8')).toBe(before);
});

test("a server of one's own is not given new passwords behind the back of other nodes", async () => {
  const prepared = prepareDatabase({ adminUrl: testServer().superUrl, database, credentialsFile });
  await expect(prepared).rejects.toThrow(DatabaseNotReady);
  await expect(prepared).rejects.toThrow(`are not in ${credentialsFile}`);
});

test('the owner alone is enough once an administrator has made the roles and the database', async () => {
  const { superUrl, credentialsFile: kept } = testServer();
  const { owner, ...others } = JSON.parse(await readFile(kept, 'utf8')) as Record<string, string>;
  await writeFile(credentialsFile, JSON.stringify(others));
  const adminUrl = urlFor(superUrl, { user: 'entraide_owner', password: owner, database });
  const credentials = await prepareDatabase({ adminUrl, credentialsFile });
  expect(credentials.database).toBe(database);
  await migrate(credentials);
});

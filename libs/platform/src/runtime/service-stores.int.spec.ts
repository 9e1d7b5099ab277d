import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { keyFromFile } from '#eventstore';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import type { ContextParts } from '../context-parts.js';
import { migrate } from '../postgres/migrate.js';
import { contextOfModule, ToyModule } from '../testing/toy.js';
import { migrationsOf, serviceStores } from './stores.js';

class ToyReadModels1790000000000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query('create table benefits.toy (scheme text not null)');
  }
  async down(): Promise<void> {}
}

const before: ContextParts = contextOfModule(ToyModule);
const toy: ContextParts = { ...before, migrations: [ToyReadModels1790000000000] };
const folder = mkdtempSync(join(tmpdir(), 'entraide-service-'));
const keyFile = join(folder, 'master.json');

let database: FreshDatabase;
let urls: { benefits: string };
beforeAll(async () => {
  database = await freshDatabase();
  urls = { benefits: database.credentials.urlOf('benefits') };
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

describe('a service, which holds the address of its own role and no other', () => {
  test('does not start on a log nobody made', () =>
    expect(serviceStores(urls, keyFile, [toy])).rejects.toThrow(/schema es is behind: EventLog.*entraide migrate/));

  test('does not start when its tables are behind, and says by what', async () => {
    await migrate(database.credentials, migrationsOf([before]));
    await expect(serviceStores(urls, keyFile, [toy])).rejects.toThrow(/schema benefits is behind: ToyReadModels/);
  });

  test('makes no key of its own', async () => {
    await migrate(database.credentials, migrationsOf([toy]));
    await expect(serviceStores(urls, keyFile, [toy])).rejects.toThrow(/key file .* is missing/);
  });

  test('starts on what others prepared, and reaches nothing of another context', async () => {
    await keyFromFile(keyFile);
    const stores = await serviceStores(urls, keyFile, [toy]);
    expect(await stores.log.head('benefits')).toBe(0);
    await expect(stores.log.head('membership')).rejects.toThrow();
    expect(stores.health.map(({ name }) => name)).toEqual(['event log benefits']);
    await stores.close();
  });
});

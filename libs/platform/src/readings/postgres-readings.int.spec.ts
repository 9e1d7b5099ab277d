import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import { migrationsOf } from '../runtime/stores.js';
import { PostgresReadings } from './postgres-readings.js';
import { checkChain, type Reading } from './readings.js';

const reading = (person: string): Reading => ({
  at: '2025-03-01T10:00:00.000Z',
  actor: 'reviewer-1',
  role: 'medical-reviewer',
  operation: 'Claim',
  scheme: 'A',
  path: '/v1/schemes/A/claims/C1',
  knownOn: null,
  outcome: 'answered',
  persons: [`A/${person}`],
});

describe('readings in the database', () => {
  let database: FreshDatabase;
  const pools: pg.Pool[] = [];
  const poolOf = (role: Parameters<FreshDatabase['credentials']['urlOf']>[0]): pg.Pool => {
    const pool = new pg.Pool({ connectionString: database.credentials.urlOf(role), max: 2 });
    pools.push(pool);
    return pool;
  };
  let [clerk, other, auditor, owner]: pg.Pool[] = [];
  beforeAll(async () => {
    database = await freshDatabase(migrationsOf([]));
    [clerk, other, auditor, owner] = (['benefits', 'membership', 'audit', 'owner'] as const).map(poolOf);
  }, 60_000);
  afterAll(async () => {
    await Promise.all(pools.map(pool => pool.end()));
    await database.drop();
  });

  test('of several services that write at the same time make one chain without a gap', async () => {
    const writers = [new PostgresReadings(clerk!), new PostgresReadings(other!)];
    await Promise.all(Array.from({ length: 200 }, (_, index) => writers[index % 2]!.record(reading(`P${index % 50}`))));
    const readings = new PostgresReadings(auditor!);
    expect(await checkChain(readings.scan())).toMatchObject({ entries: 200, brokenAt: null });
    const found = await readings.find({ person: 'A/P7', limit: 10 });
    expect(found.map(({ persons }) => persons)).toEqual(Array.from({ length: 4 }, () => ['A/P7']));
    expect(found.map(({ number }) => number)).toEqual(found.map(({ number }) => number).sort((a, b) => b - a));
    const within = { schemes: ['A'], from: '2025-03-01', to: '2025-03-01', actor: 'reviewer-1', limit: 500 };
    expect(await readings.find(within)).toHaveLength(200);
    expect(await readings.find({ ...within, schemes: ['B'] })).toEqual([]);
    expect(await readings.find({ ...within, from: '2025-03-02', to: undefined })).toEqual([]);
  });

  test('are read by nobody but the auditor, numbered by nobody, and changed by nobody', async () => {
    await expect(clerk!.query('select * from es.reading')).rejects.toThrow(/permission denied/);
    await expect(
      clerk!.query(`insert into es.reading (number, entry, previous, hash) values (1, '{}', '', '')`),
    ).rejects.toThrow(/permission denied/);
    for (const statement of [`update es.reading set entry = '{}'`, 'delete from es.reading', 'truncate es.reading'])
      for (const pool of [clerk!, auditor!, owner!]) await expect(pool.query(statement)).rejects.toThrow();
  });

  test('that somebody with the disk changed are found', async () => {
    await owner!.query('alter table es.reading disable trigger user');
    await owner!.query(`update es.reading set entry = replace(entry, 'reviewer-1', 'reviewer-2') where number = 4`);
    await owner!.query('alter table es.reading enable trigger user');
    expect(await checkChain(new PostgresReadings(auditor!).scan())).toMatchObject({ entries: 3, brokenAt: 4 });
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freshDatabase, type FreshDatabase } from '#testing/postgres';
import { DataSource, type QueryRunner } from 'typeorm';
import type { Table } from '../projection.js';
import { everyScheme } from '../read-models.js';
import { PostgresReadModels } from './postgres-read-models.js';
import { createPaidLine, PaidLine, paidLines, readModelsContract } from './read-models.contract.js';
import { RowsRefused } from './rebuildable-read-models.js';

class PaidLines1770000000000 {
  async up(query: QueryRunner): Promise<void> {
    await query.query(createPaidLine);
    await query.query(`select es.protect_read_model('benefits.paid_line', 'entraide_benefits')`);
  }
  async down(): Promise<void> {}
}

const opened = async (database: FreshDatabase) => {
  const source = (role: 'benefits' | 'owner') =>
    new DataSource({
      type: 'postgres',
      url: database.credentials.urlOf(role),
      schema: 'benefits',
      entities: role === 'benefits' ? [PaidLine] : [],
      installExtensions: false,
    }).initialize();
  const [benefits, owner] = [await source('benefits'), await source('owner')];
  const models = new PostgresReadModels({ sources: { benefits }, owner });
  const empty = async (): Promise<PostgresReadModels> => {
    await owner.query('truncate benefits.paid_line, benefits.checkpoint, benefits.parked');
    return models;
  };
  const close = async (): Promise<void> => {
    await benefits.destroy();
    await owner.destroy();
    await database.drop();
  };
  return { models, owner, empty, close };
};

const fresh = async () => opened(await freshDatabase([{ schema: 'benefits', migrations: [PaidLines1770000000000] }]));

readModelsContract('PostgreSQL', fresh);

describe('PostgreSQL alone', () => {
  let home: Awaited<ReturnType<typeof opened>>;
  beforeAll(async () => {
    home = await fresh();
  });
  afterAll(() => home.close());
  const table = paidLines as unknown as Table;

  test('says which rows will never be taken, and writes none of the batch', async () => {
    const checkpoint = await home.models.claim('benefits', 'benefits.paid_lines.v1');
    const row = { claim: 'C1', line: 1, scheme: 'kaya', paid: 1, reversed: false };
    const change = { table, set: [row, { ...row, line: 2, paid: -1 }], deleted: [] };
    await expect(home.models.flush('benefits', checkpoint, 2, [change])).rejects.toThrow(RowsRefused);
    expect(await home.models.count(everyScheme, paidLines)).toBe(0);
    expect((await home.models.checkpoints('benefits'))[0]?.position).toBe(0);
  });

  test('fills a generation without indexes, then makes its key, then the others', async () => {
    const indexes = async (): Promise<string[]> => {
      const read = await home.owner.query<{ indexdef: string }[]>(
        `select indexdef from pg_indexes where tablename = 'paid_line__next' order by indexdef`,
      );
      return read.map(({ indexdef }) => indexdef.replace(/.* USING /, ''));
    };
    await home.models.createGeneration('benefits', [table], 'next');
    expect(await indexes()).toEqual([]);
    await home.models.indexGeneration('benefits', table, 'next', 'key');
    expect(await indexes()).toEqual(['btree (claim, line)']);
    for (let round = 0; round < 2; round += 1) await home.models.indexGeneration('benefits', table, 'next', 'all');
    expect(await indexes()).toEqual(['btree (scheme, "paidOn")', 'btree (claim, line)']);
    await home.models.dropGeneration('benefits', [table], 'next');
  });

  test('exchanges no generation that holds a key twice', async () => {
    await home.empty();
    const row = { claim: 'C1', line: 1, scheme: 'kaya', paid: 1, reversed: false };
    await home.models.createGeneration('benefits', [table], 'next');
    await home.models.load('benefits', table, [row, row], 'next');
    const swap = { name: 'benefits.paid_lines.v1', tables: [table], generation: 'next', position: 9, parked: [] };
    await expect(home.models.swapGeneration('benefits', swap)).rejects.toThrow('could not create unique index');
    expect(await home.models.checkpoints('benefits')).toEqual([]);
    await home.models.dropGeneration('benefits', [table], 'next');
  });

  test('keeps the names of indexes and the row security through an exchange', async () => {
    const names = async (): Promise<unknown> =>
      home.owner.query(`select indexname from pg_indexes where tablename = 'paid_line' order by 1`);
    const before = await names();
    for (let round = 1; round <= 2; round += 1) {
      await home.models.createGeneration('benefits', [table], 'next');
      const swap = { name: 'benefits.paid_lines.v1', tables: [table], generation: 'next', position: round, parked: [] };
      await home.models.swapGeneration('benefits', swap);
    }
    expect(await names()).toEqual(before);
    const [{ relrowsecurity, relforcerowsecurity }] = (await home.owner.query(
      `select relrowsecurity, relforcerowsecurity from pg_class where oid = 'benefits.paid_line'::regclass`,
    )) as [{ relrowsecurity: boolean; relforcerowsecurity: boolean }];
    expect([relrowsecurity, relforcerowsecurity]).toEqual([true, true]);
  });
});

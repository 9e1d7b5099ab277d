import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { QueryRunner } from 'typeorm';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import { connected } from './connection.js';
import { type Role, contextRoles } from './credentials.js';

class Claims1760000000001 {
  async up(query: QueryRunner): Promise<void> {
    await query.query('create table benefits.claim_row (id text primary key, scheme text not null)');
    await query.query(`select es.protect_read_model('benefits.claim_row', 'entraide_benefits')`);
    await query.query(`insert into benefits.claim_row values ('C1', 'kaya'), ('C2', 'kaya'), ('C3', 'dedougou')`);
  }
  async down(): Promise<void> {}
}

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase([{ schema: 'benefits', migrations: [Claims1760000000001] }]);
});
afterAll(() => database.drop());

const as = (role: Role, sql: string) =>
  connected(database.credentials.urlOf(role), async client => (await client.query(sql)).rows);
const claimsOf = (role: Role, schemes?: string): Promise<string[]> =>
  connected(database.credentials.urlOf(role), async client => {
    await client.query('begin');
    if (schemes !== undefined) await client.query(`select set_config('app.schemes', $1, true)`, [schemes]);
    const { rows } = await client.query<{ id: string }>('select id from benefits.claim_row order by id');
    await client.query('commit');
    return rows.map(row => row.id);
  });

describe('the roles of the database', () => {
  test('a context reads and writes its own tables', async () => {
    await as('benefits', `insert into benefits.checkpoint values ('benefits.claims.v1', 0, 1)`);
    expect(await as('benefits', 'select name from benefits.checkpoint')).toEqual([{ name: 'benefits.claims.v1' }]);
  });

  test.each(contextRoles.filter(role => role !== 'benefits'))(
    '%s does not reach the schema of benefits',
    async role => {
      await expect(as(role, 'select * from benefits.checkpoint')).rejects.toThrow(
        'permission denied for schema benefits',
      );
    },
  );

  test('a context makes no tables, no schemas and no roles', async () => {
    await expect(as('benefits', 'create table benefits.mine (id int)')).rejects.toThrow('permission denied');
    await expect(as('benefits', 'create table public.mine (id int)')).rejects.toThrow('permission denied');
    await expect(as('benefits', 'create schema mine')).rejects.toThrow('permission denied');
    await expect(as('benefits', 'create role mine')).rejects.toThrow('permission denied');
  });

  test('a destroyed key is emptied, not forgotten', async () => {
    await expect(as('benefits', 'delete from benefits.data_key')).rejects.toThrow('permission denied');
  });

  test('none is above row security', async () => {
    const above = await as(
      'owner',
      `select rolname from pg_roles where rolname like 'entraide%' and (rolsuper or rolbypassrls)`,
    );
    expect(above).toEqual([]);
  });
});

describe('rows of a read model', () => {
  test('are not seen by who does not say for which schemes', async () =>
    expect(await claimsOf('benefits')).toEqual([]));

  test('are not seen by who says for none', async () => expect(await claimsOf('benefits', '')).toEqual([]));

  test('are seen for the schemes named', async () => {
    expect(await claimsOf('benefits', 'kaya')).toEqual(['C1', 'C2']);
    expect(await claimsOf('benefits', 'kaya,dedougou')).toEqual(['C1', 'C2', 'C3']);
    expect(await claimsOf('benefits', 'kay')).toEqual([]);
  });

  test('are all seen for every scheme', async () =>
    expect(await claimsOf('benefits', '*')).toEqual(['C1', 'C2', 'C3']));

  test('hide from their owner just the same', async () => {
    expect(await claimsOf('owner')).toEqual([]);
    expect(await claimsOf('owner', 'kaya')).toEqual(['C1', 'C2']);
  });

  test('stay hidden when the connection served another scope before', async () => {
    await connected(database.credentials.urlOf('benefits'), async client => {
      await client.query(`begin; select set_config('app.schemes', '*', true); commit`);
      expect((await client.query('select id from benefits.claim_row')).rows).toEqual([]);
    });
  });

  test('are not written for a scheme out of scope', async () => {
    const write = as('benefits', `set app.schemes = 'kaya'; insert into benefits.claim_row values ('C9', 'dedougou')`);
    await expect(write).rejects.toThrow('row-level security');
  });
});

test('a read model without a scheme is not accepted', async () => {
  const protect = `create table benefits.bare (id text); select es.protect_read_model('benefits.bare', 'entraide_benefits')`;
  await expect(as('owner', protect)).rejects.toThrow('has no column "scheme text not null"');
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freshDatabase, type FreshDatabase } from '#testing/postgres';
import { DataSource, type QueryRunner } from 'typeorm';
import type { DomainEvent } from '#kernel';
import { EventLog1760000000000 } from '../postgres/event-log.migration.js';
import { PostgresEventLog } from '../postgres/postgres-event-log.js';
import type { Projection, ProjectionHandler } from '../projection.js';
import { everyScheme } from '../read-models.js';
import { PostgresReadModels } from '../read-models/postgres-read-models.js';
import {
  ClaimMovement,
  ClaimRow,
  claimRows,
  createClaimTables,
  hasty,
  openPlain,
  paid,
  paidClaims,
  received,
  SchemeTotal,
} from './paid-claims.fixture.js';
import { EventFeeds, ProjectionRunner } from './projection-runner.js';
import { projectionsContract } from './projections.contract.js';
import { Rebuild } from './rebuild.js';

class ClaimTables1770000000000 {
  async up(query: QueryRunner): Promise<void> {
    await query.query(createClaimTables);
    for (const table of ['claim_row', 'scheme_total', 'claim_movement'])
      await query.query(`select es.protect_read_model('benefits.${table}', 'entraide_benefits')`);
  }
  async down(): Promise<void> {}
}

const home = async () => {
  const database: FreshDatabase = await freshDatabase([
    { schema: 'es', migrations: [EventLog1760000000000] },
    { schema: 'benefits', migrations: [ClaimTables1770000000000] },
  ]);
  const source = (role: 'benefits' | 'owner') =>
    new DataSource({
      type: 'postgres',
      url: database.credentials.urlOf(role),
      schema: 'benefits',
      entities: role === 'benefits' ? [ClaimRow, SchemeTotal, ClaimMovement] : [],
      installExtensions: false,
    }).initialize();
  const [benefits, owner] = [await source('benefits'), await source('owner')];
  const models = new PostgresReadModels({ sources: { benefits }, owner });
  const logs: PostgresEventLog[] = [];
  const superuser = await new DataSource({
    type: 'postgres',
    url: database.superUrl,
    installExtensions: false,
  }).initialize();
  const empty = async () => {
    await Promise.all(logs.splice(0).map(log => log.close()));
    await superuser.query(`
      set session_replication_role = replica;
      truncate benefits.claim_row, benefits.scheme_total, benefits.claim_movement, benefits.checkpoint, benefits.parked;
      truncate es.event, es.command;
      update es.head set position = 0`);
    const log = new PostgresEventLog({ urlOf: shard => database.credentials.urlOf(shard) });
    logs.push(log);
    return { log, models };
  };
  const close = async (): Promise<void> => {
    await Promise.all(logs.map(log => log.close()));
    await Promise.all([benefits, owner, superuser].map(each => each.destroy()));
    await database.drop();
  };
  return { empty, close };
};

projectionsContract('PostgreSQL', home);

const overpaid: ProjectionHandler<DomainEvent> = {
  write: ({ recorded: { stream, scheme } }, rows) => rows.set(claimRows, { claim: stream, scheme, billed: 1, paid: 2 }),
};

describe('a row that the table refuses', () => {
  let opened: Awaited<ReturnType<typeof home>>;
  beforeAll(async () => {
    opened = await home();
  });
  afterAll(() => opened.close());

  test('sets aside the stream of the event that made it, and no other of its batch', async () => {
    const { log, models } = await opened.empty();
    await received(log, 'C1', 1_000);
    await received(log, 'C2', 1_000);
    await paid(log, 'C1', 1_001);
    await paid(log, 'C2', 900);
    await paid(log, 'C1', 1);
    const runner = new ProjectionRunner(new EventFeeds(log, openPlain), models, [paidClaims], hasty);
    await runner.start();
    expect(await runner.waitFor('benefits', 5, undefined, 5_000)).toBe(true);
    await runner.stop();
    expect(await models.parked('benefits')).toMatchObject([
      { stream: 'benefits.claim-C1', position: 3, error: expect.stringContaining('check constraint') },
    ]);
    const rows = await models.find(everyScheme, claimRows, { orderBy: ['claim'] });
    expect(rows.map(({ paid: amount }) => amount)).toEqual([0, 900]);
  });

  test('stops a rebuild before anything is exchanged', async () => {
    const { log, models } = await opened.empty();
    await received(log, 'C1', 1_000);
    await paid(log, 'C1', 1_001);
    await expect(new Rebuild(log, openPlain, models).rebuild([paidClaims])).rejects.toThrow('check constraint');
    expect(await models.checkpoints('benefits')).toEqual([]);
  });

  test('leaves nothing in the way of the next rebuild', async () => {
    const { log, models } = await opened.empty();
    await received(log, 'C1', 1_000);
    const rebuild = new Rebuild(log, openPlain, models);
    const refused: Projection = { ...paidClaims, on: { ...paidClaims.on, 'benefits.ClaimReceived': overpaid } };
    await expect(rebuild.rebuild([refused])).rejects.toThrow('check constraint');
    expect(await rebuild.rebuild([paidClaims])).toMatchObject([{ position: 1 }]);
    expect(await models.count(everyScheme, claimRows)).toBe(1);
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import { eventLogContract } from '../event-log.contract.js';
import { type Append, LogGap } from '../event-log.js';
import { EventLog1760000000000 } from './event-log.migration.js';
import { PostgresEventLog } from './postgres-event-log.js';

const migrations = [{ schema: 'es' as const, migrations: [EventLog1760000000000] }];
const logOn = ({ credentials }: FreshDatabase) =>
  new PostgresEventLog({ urlOf: shard => credentials.urlOf(shard), doubtMs: 8_000 });

eventLogContract('PostgreSQL', async () => {
  const database = await freshDatabase(migrations);
  const log = logOn(database);
  return {
    log,
    another: async () => logOn(database),
    close: async () => {
      await log.close();
      await database.drop();
    },
  };
});

const claim = (body: string, commandId: string = randomUUID(), stream = `benefits.claim-${randomUUID()}`): Append => ({
  shard: 'benefits',
  streams: [
    {
      stream,
      expected: 'any',
      events: [
        {
          eventId: randomUUID(),
          type: 'benefits.ClaimReceived',
          schemaVersion: 1,
          effectiveAt: '2025-03-01',
          clear: Buffer.from(body),
          sealed: null,
        },
      ],
    },
  ],
  metadata: {
    commandId,
    scheme: 'zabre',
    actor: { id: 'x', role: 'y' },
    correlation: randomUUID(),
    recordedAt: '2025-03-01T10:00:00.000Z',
  },
});

describe('the log on PostgreSQL', () => {
  let database: FreshDatabase;
  let log: PostgresEventLog;
  beforeAll(async () => {
    database = await freshDatabase(migrations);
    log = logOn(database);
  });
  afterAll(async () => {
    await log.close();
    await database.drop();
  });
  const as = async <Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> => {
    const client = new pg.Client(url);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };

  test('says at the end of a scan by type that an event is missing, whatever its type was', async () => {
    const scanned = async (upTo?: number): Promise<number> => {
      let events = 0;
      const types = ['benefits.ClaimReceived'];
      for await (const batch of log.scan('subsidies', { upTo, types })) events += batch.length;
      return events;
    };
    for (let number = 1; number <= 3; number += 1) await log.append({ ...claim('1'), shard: 'subsidies' });
    expect(await scanned()).toBe(3);
    await as(database.superUrl, client =>
      client.query(`set session_replication_role = replica; delete from es.event_subsidies where position = 2`),
    );
    expect(await scanned(1)).toBe(1);
    await expect(scanned()).rejects.toThrow(LogGap);
  });

  test('lets no role of the application change, remove or empty events and commands, the owner included', async () => {
    await log.append(claim('1'));
    for (const table of ['es.event_benefits', 'es.command_benefits', 'es.event', 'es.command']) {
      for (const statement of [`update ${table} set shard = shard`, `delete from ${table}`, `truncate ${table}`]) {
        for (const role of ['benefits', 'membership', 'audit', 'owner'] as const) {
          await expect(as(database.credentials.urlOf(role), client => client.query(statement))).rejects.toThrow(
            /permission denied|written once/,
          );
        }
      }
    }
  });

  test('keeps each context out of the others’ logs, and lets the auditor read them all', async () => {
    for (const statement of [
      'select * from es.event_benefits',
      'select * from es.head_benefits',
      'select * from es.command_benefits',
      'select * from es.event',
    ]) {
      await expect(as(database.credentials.urlOf('membership'), client => client.query(statement))).rejects.toThrow(
        /permission denied/,
      );
    }
    expect(
      (await as(database.credentials.urlOf('audit'), client => client.query('select * from es.event'))).rowCount,
    ).toBeGreaterThan(0);
  });

  test('never lets a reader step over an event that commits late', async () => {
    const before = await log.head('benefits');
    // Another writer takes the head and keeps its transaction open …
    const slow = new pg.Client(database.credentials.urlOf('benefits'));
    await slow.connect();
    await slow.query('begin');
    await slow.query('select es.move_head_benefits($1, $2)', [before, before + 1]);
    await slow.query(
      `insert into es.event_benefits (shard, position, version, schema_version, event_id, command_id, correlation, effective_at, recorded_at, stream, type, scheme, actor_id, actor_role, clear)
       values ('benefits', $1, 1, 1, $2, $2, $2, '2025-03-01', now(), 'benefits.claim-slow', 'benefits.ClaimReceived', 'zabre', 'x', 'y', '{}')`,
      [before + 1, randomUUID()],
    );
    // … while a later one wants to append: it waits, and nothing later becomes visible before the earlier one.
    let later = false;
    const appended = log.append(claim('later')).then(result => ((later = true), result));
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(later).toBe(false);
    expect(await log.readAll('benefits', { after: before, limit: 10 })).toEqual([]);
    await slow.query('commit');
    await slow.end();
    expect(await appended).toMatchObject({ status: 'appended', firstPosition: before + 2 });
    expect((await log.readAll('benefits', { after: before, limit: 10 })).map(event => event.position)).toEqual([
      before + 1,
      before + 2,
    ]);
  });

  test('one bad command does not spoil the others of its batch', async () => {
    const good = claim('good');
    const bad = { ...claim('bad'), metadata: { ...claim('bad').metadata, correlation: 'no uuid' } };
    const results = await Promise.allSettled([log.append(good), log.append(bad), log.append(claim('also good'))]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await log.readStream('benefits', good.streams[0]!.stream)).toHaveLength(1);
  });

  test('an append whose connection is cut is stored once, and the caller hears of it', async () => {
    const start = await log.head('benefits');
    const commands = Array.from({ length: 300 }, () => claim('x'));
    const cutting = as(database.superUrl, async client => {
      for (let n = 0; n < 15; n += 1) {
        await client.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'entraide benefits: %'`,
        );
        await new Promise(resolve => setTimeout(resolve, 15));
      }
    });
    const results: string[] = [];
    for (let from = 0; from < commands.length; from += 20) {
      const batch = await Promise.all(commands.slice(from, from + 20).map(command => log.append(command)));
      results.push(...batch.map(({ status }) => status));
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    await cutting;
    expect(results.every(status => status === 'appended' || status === 'duplicate')).toBe(true);
    const events = await log.readAll('benefits', { after: start, limit: 1_000 });
    expect(events.map(event => event.position)).toEqual(Array.from({ length: 300 }, (_, n) => start + n + 1));
    expect(new Set(events.map(event => event.commandId)).size).toBe(300);
  });
});

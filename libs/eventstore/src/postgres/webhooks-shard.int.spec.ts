import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import { migrate } from '../../../platform/src/postgres/migrate.js';
import type { Append, Shard } from '../event-log.js';
import { AuditReadsLogs1763800000000 } from './audit-reads.migration.js';
import { EventLog1760000000000 } from './event-log.migration.js';
import { PostgresEventLog } from './postgres-event-log.js';
import { WebhooksShard1763900000000 } from './webhooks-shard.migration.js';

const before = [EventLog1760000000000, AuditReadsLogs1763800000000];
const now = [{ schema: 'es' as const, migrations: [...before, WebhooksShard1763900000000] }];

const fact = (shard: Shard): Append => ({
  shard,
  metadata: {
    commandId: randomUUID(),
    scheme: 'kaya',
    actor: { id: 'clerk-1', role: 'scheme-clerk' },
    correlation: randomUUID(),
    recordedAt: '2026-05-01T08:00:00.000Z',
  },
  streams: [
    {
      stream: `${shard}.box-1`,
      expected: 0,
      events: [
        {
          eventId: randomUUID(),
          type: `${shard}.Put`,
          schemaVersion: 1,
          effectiveAt: '2026-05-01',
          clear: Buffer.from('{}'),
          sealed: null,
        },
      ],
    },
  ],
});

describe('a database made before there were webhooks', () => {
  let database: FreshDatabase;
  let log: PostgresEventLog;
  const asked = async (role: Shard, statement: string) => {
    const client = new pg.Client(database.credentials.urlOf(role));
    await client.connect();
    return client.query(statement).finally(() => client.end());
  };

  beforeAll(async () => {
    database = await freshDatabase([{ schema: 'es', migrations: before }]);
    log = new PostgresEventLog({ urlOf: shard => database.credentials.urlOf(shard) });
    await log.append(fact('benefits'));
    await migrate(database.credentials, now);
    await migrate(database.credentials, now);
  });
  afterAll(async () => {
    await log.close();
    await database.drop();
  });

  test('keeps what it has, and has a log for them', async () => {
    expect(await log.head('benefits')).toBe(1);
    expect(await log.append(fact('webhooks'))).toMatchObject({ status: 'appended', lastPosition: 1 });
    expect((await log.readAll('webhooks', { limit: 10 })).map(({ type }) => type)).toEqual(['webhooks.Put']);
  });

  test('guards it as the others: no other context reads it, the auditor does, and nobody changes it', async () => {
    const all = 'select * from es.event_webhooks';
    expect((await asked('audit', all)).rowCount).toBe(1);
    await expect(asked('benefits', all)).rejects.toThrow('permission denied');
    for (const role of ['webhooks', 'audit'] as const)
      await expect(asked(role, 'delete from es.event_webhooks')).rejects.toThrow('permission denied');
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import {
  AuditReadsLogs1763800000000,
  EventCodec,
  EventLog1760000000000,
  LogDecisions,
  ephemeralKey,
  MemoryDataKeys,
  PostgresEventLog,
  type StoredEvent,
  uuid5In,
  WebhooksShard1763900000000,
} from '#eventstore';
import { VirtualClock } from '#kernel';
import { Configuration, HealthSources } from '#platform';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import { ProofLogs } from './proof-logs.js';
import { Sealing } from './sealing.js';

const id = uuid5In('6f1b2f0a-1f0e-5c5e-8a38-5c0a1f3d9b12');
const folder = mkdtempSync(join(tmpdir(), 'entraide-tampering-'));

/** Somebody who owns the database changes the past behind everybody's back. */
describe('what a superuser does to the log', () => {
  let database: FreshDatabase;
  let writer: PostgresEventLog;
  let reader: PostgresEventLog;
  let sealing: Sealing;
  let superuser: pg.Client;
  const health = new HealthSources();
  beforeAll(async () => {
    database = await freshDatabase([
      { schema: 'es', migrations: [EventLog1760000000000, AuditReadsLogs1763800000000, WebhooksShard1763900000000] },
    ]);
    writer = new PostgresEventLog({ urlOf: shard => database.credentials.urlOf(shard) });
    // The auditor reads every log under its own role, which may write none of them.
    reader = new PostgresEventLog({ urlOf: () => database.credentials.urlOf('audit') });
    for (let each = 1; each <= 300; each += 1) await writer.append(receipt(each));
    const configuration = new Configuration({ AUTH_MODE: 'embedded-dev', ALLOW_DEV_ISSUER: '1', DATA_DIR: folder });
    const clock = new VirtualClock();
    const keys = new MemoryDataKeys(ephemeralKey());
    const decisions = new LogDecisions(writer, new EventCodec(keys), keys);
    const logs = await ProofLogs.open(configuration, reader, clock);
    sealing = new Sealing(logs, reader, configuration, health, decisions, clock);
    await logs.sealAll();
    superuser = new pg.Client({ connectionString: database.superUrl });
    await superuser.connect();
    await superuser.query('set session_replication_role = replica');
  }, 60_000);
  afterAll(async () => {
    await superuser.end();
    await Promise.all([writer.close(), reader.close()]);
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const receipt = (each: number) => ({
    shard: 'contributions' as const,
    streams: [
      {
        stream: `contributions.account-H${each % 9}`,
        expected: 'any' as const,
        events: [
          {
            eventId: id(`event ${each}`),
            type: 'contributions.ReceiptRecorded',
            schemaVersion: 1,
            effectiveAt: '2025-05-31',
            clear: Buffer.from(JSON.stringify({ amount: 1000 + each })),
            sealed: null,
          },
        ],
      },
    ],
    metadata: {
      commandId: id(`command ${each}`),
      scheme: 'zabre',
      actor: { id: 'clerk-1', role: 'scheme-clerk' },
      correlation: id('correlation'),
      recordedAt: '2025-06-01T07:00:00.000Z',
    },
  });
  const undone = async (tamper: string, undo: string) => {
    await superuser.query(tamper);
    try {
      return await sealing.check();
    } finally {
      await superuser.query(undo);
    }
  };

  test('is nothing: nothing is found, and the readiness says nothing', async () => {
    expect(await sealing.check()).toEqual([]);
    expect(sealing.state()).toEqual({ up: true });
  });

  test('an amount', async () => {
    const set = (amount: number) =>
      `update es.event set clear = convert_to('{"amount":${amount}}', 'UTF8') where shard = 'contributions' and position = 42`;
    const findings = await undone(set(9042), set(1042));
    expect(findings).toEqual([{ shard: 'contributions', position: 42, cause: 'changed', fields: ['clear'] }]);
    expect(sealing.state().note).toBe('TAMPERED contributions 42 changed');
  });

  test('a deletion', async () => {
    await superuser.query(
      `create table public.taken as select * from es.event where shard = 'contributions' and position = 77`,
    );
    const findings = await undone(
      `delete from es.event where shard = 'contributions' and position = 77`,
      'insert into es.event select * from public.taken',
    );
    expect(findings).toContainEqual({ shard: 'contributions', position: 77, cause: 'missing' });
  });

  test('an insertion, behind the back of the head', async () => {
    const findings = await undone(
      `update es.event_contributions set position = position + 1000 where position > 200;
       update public.taken set position = 201, stream = 'contributions.account-HX', version = 1;
       insert into es.event_contributions select * from public.taken;
       update es.event_contributions set position = position - 999 where position > 1000`,
      `delete from es.event_contributions where position = 201;
       update es.event_contributions set position = position + 999 where position > 201;
       update es.event_contributions set position = position - 1000 where position > 1000`,
    );
    expect(findings[0]).toMatchObject({ shard: 'contributions', position: 201, cause: 'changed' });
    expect(await sealing.check()).toEqual([]);
  });

  test('two events in each other’s place', async () => {
    const swap = `update es.event_contributions set position = 9000 where position = 10;
      update es.event_contributions set position = 10 where position = 11;
      update es.event_contributions set position = 11 where position = 9000`;
    const findings = await undone(swap, swap);
    expect(findings.map(({ position, cause }) => [position, cause])).toEqual([
      [10, 'changed'],
      [11, 'changed'],
    ]);
  });

  test('the role of the auditor can do nothing of the kind', async () => {
    await expect(reader.append(receipt(1000))).rejects.toThrow();
    const [first] = (await reader.readAll('contributions', { limit: 1 })) as StoredEvent[];
    expect(first?.position).toBe(1);
  });
});

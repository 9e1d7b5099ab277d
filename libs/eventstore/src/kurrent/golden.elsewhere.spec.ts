import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { freshDatabase } from '#testing/postgres';
import { contextOf, type GoldenFile, readHistory } from '../../../../infra/history/golden.js';
import { type Append, type EventLog, isShard, type Shard } from '../event-log.js';
import { digestOf } from '../migrate/log-digest.js';
import { EventLog1760000000000 } from '../postgres/event-log.migration.js';
import { WebhooksShard1763900000000 } from '../postgres/webhooks-shard.migration.js';
import { PostgresEventLog } from '../postgres/postgres-event-log.js';
import { KurrentEventLog } from './kurrent-event-log.js';
import { nameOfServer, prefixForTests, serverForTests } from './server-for-tests.fixture.js';

const shardOf = ({ stream }: GoldenFile): Shard => {
  const shard = contextOf(stream);
  if (!isShard(shard)) throw new Error(`${stream} is in no log`);
  return shard;
};

/** What was sealed stands here as bytes that are no text: a log knows no keys. */
const opaque = (fields: unknown): Uint8Array | null =>
  fields === undefined ? null : Buffer.concat([Buffer.from([0, 255]), Buffer.from(JSON.stringify(fields))]);

/** Histories of several files share the names of streams: each is told under a name of its own. */
const asAppend = (golden: GoldenFile, index: number): Append => ({
  shard: shardOf(golden),
  streams: [
    {
      stream: `${golden.stream}.${index}`,
      expected: 0,
      events: golden.events.map(({ type, schemaVersion, effectiveAt, clear, sealedFields }) => ({
        eventId: randomUUID(),
        type,
        schemaVersion,
        effectiveAt,
        clear: Buffer.from(clear),
        sealed: opaque(sealedFields),
      })),
    },
  ],
  metadata: {
    commandId: randomUUID(),
    scheme: 'zabre',
    actor: { id: 'clerk-1', role: 'scheme-clerk' },
    correlation: randomUUID(),
    recordedAt: '2025-03-01T10:00:00.123Z',
    fingerprint: 'f'.repeat(64),
  },
  answer: Buffer.from('{"é":1}'),
});

describe(`golden history, on PostgreSQL and on ${nameOfServer}`, () => {
  const history = readHistory();
  const appends = history.map(asAppend);
  const told = [...new Set(history.map(shardOf))];
  let here: PostgresEventLog;
  let there: KurrentEventLog;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const database = await freshDatabase([
      { schema: 'es', migrations: [EventLog1760000000000, WebhooksShard1763900000000] },
    ]);
    const server = await serverForTests();
    here = new PostgresEventLog({ urlOf: shard => database.credentials.urlOf(shard) });
    there = new KurrentEventLog({ urlOf: () => server.url, prefix: prefixForTests() });
    await there.open(told);
    for (const append of appends)
      expect(await there.append(append)).toEqual({ ...(await here.append(append)), status: 'appended' });
    close = async () => {
      await there.deleteEverything(told);
      await Promise.all([here.close(), there.close()]);
      await database.drop();
      await server.close();
    };
  });
  afterAll(() => close());

  test.each(told)('%s: every event, byte for byte, and everything about it', async shard => {
    const allOf = (log: EventLog) => log.readAll(shard, { limit: 10_000 });
    const [one, other] = [await allOf(here), await allOf(there)];
    const plain = (events: typeof one) =>
      events.map(({ clear, sealed, clearText: _, ...event }) => ({
        ...event,
        clear: Buffer.from(clear).toString('base64'),
        sealed: sealed && Buffer.from(sealed).toString('base64'),
      }));
    expect(plain(other)).toEqual(plain(one));
    expect(await digestOf(there, shard)).toEqual(await digestOf(here, shard));
    expect(one.length).toBeGreaterThan(0);
  });

  test('every history file is as it was written', async () => {
    for (const [index, golden] of history.entries()) {
      const events = await there.readStream(shardOf(golden), `${golden.stream}.${index}`);
      expect(events.map(({ clear }) => Buffer.from(clear).toString('utf8'))).toEqual(
        golden.events.map(({ clear }) => clear),
      );
    }
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import type { Append, AppendResult, StoredEvent } from '../event-log.js';
import { EventLog1760000000000 } from './event-log.migration.js';
import { PostgresEventLog } from './postgres-event-log.js';

let database: FreshDatabase;
let here: PostgresEventLog;
let elsewhere: PostgresEventLog;
beforeAll(async () => {
  database = await freshDatabase([{ schema: 'es', migrations: [EventLog1760000000000] }]);
  [here, elsewhere] = [0, 1].map(() => new PostgresEventLog({ urlOf: shard => database.credentials.urlOf(shard) })) as [
    PostgresEventLog,
    PostgresEventLog,
  ];
});
afterAll(async () => {
  await here.close();
  await elsewhere.close();
  await database.drop();
});

const booked = (expected: number, stream = 'benefits.household-H1'): Append => ({
  shard: 'benefits',
  streams: [
    {
      stream,
      expected,
      events: [
        {
          eventId: randomUUID(),
          type: 'benefits.ClaimBooked',
          schemaVersion: 1,
          effectiveAt: '2025-03-01',
          clear: Buffer.from('{}'),
          sealed: null,
        },
      ],
    },
  ],
  metadata: {
    commandId: randomUUID(),
    scheme: 'zabre',
    actor: { id: 'x', role: 'y' },
    correlation: randomUUID(),
    recordedAt: '2025-03-01T10:00:00.000Z',
  },
});

const outcome = ({ status, ...rest }: AppendResult) => ('actual' in rest ? [status, rest.actual] : [status]);

test('what another process wrote is not held against who knows of it', async () => {
  expect(outcome(await here.append(booked(0)))).toEqual(['appended']);
  expect(outcome(await elsewhere.append(booked(1)))).toEqual(['appended']);
  // This process has read version 2 and decides on it, though it did not write it.
  expect(outcome(await here.append(booked(2)))).toEqual(['appended']);
});

test('a conflict names the version the stream has, not the one this process last saw', async () => {
  expect(outcome(await elsewhere.append(booked(3)))).toEqual(['appended']);
  expect(outcome(await here.append(booked(2)))).toEqual(['conflict', 4]);
});

describe('what a process still holds of what it appended', () => {
  const plain = (events: readonly StoredEvent[] | undefined) =>
    events?.map(event => ({ ...event, clear: [...event.clear], sealed: event.sealed && [...event.sealed] }));

  test('is what the log gives back, event by event', async () => {
    const start = await here.head('benefits');
    await here.append(booked(0, 'H2'));
    await Promise.all([1, 2, 3].map(version => here.append(booked(version, 'H2'))));
    const held = here.appendedAfter('benefits', start, 4);
    expect(held).toHaveLength(4);
    expect(plain(held)).toEqual(plain(await elsewhere.readAll('benefits', { after: start, limit: 100 })));
    expect(plain(here.appendedAfter('benefits', start + 1, 2))).toEqual(plain(held?.slice(1, 3)));
    expect(here.appendedAfter('benefits', start + 4, 1)).toBeUndefined();
    // Somebody else writes here, too: only the log knows whether that is all.
    expect(here.appendedAfter('benefits', start, 5)).toBeUndefined();
  });

  test('begins anew behind what others appended', async () => {
    const start = await here.head('benefits');
    await here.append(booked(0, 'H3'));
    await elsewhere.append(booked(1, 'H3'));
    await here.append(booked(2, 'H3'));
    expect(here.appendedAfter('benefits', start, 100)).toBeUndefined();
    expect(here.appendedAfter('benefits', start + 2, 1)).toHaveLength(1);
  });
});

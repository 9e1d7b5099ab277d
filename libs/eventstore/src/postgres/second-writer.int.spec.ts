import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import type { Append, AppendResult } from '../event-log.js';
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

const booked = (expected: number): Append => ({
  shard: 'benefits',
  streams: [
    {
      stream: 'benefits.household-H1',
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

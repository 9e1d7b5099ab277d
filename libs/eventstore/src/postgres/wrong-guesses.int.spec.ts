import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import type { Append, AppendResult, Expected } from '../event-log.js';
import { EventLog1760000000000 } from './event-log.migration.js';
import { PostgresEventLog } from './postgres-event-log.js';

const claim = (stream: string, expected: Expected, commandId: string = randomUUID(), events = 1): Append => ({
  shard: 'benefits',
  streams: [
    {
      stream,
      expected,
      events: Array.from({ length: events }, () => ({
        eventId: randomUUID(),
        type: 'benefits.ClaimReceived',
        schemaVersion: 1,
        effectiveAt: '2025-03-01',
        clear: Buffer.from('{}'),
        sealed: null,
      })),
    },
  ],
  metadata: {
    commandId,
    scheme: 'zabre',
    actor: { id: 'clerk-1', role: 'scheme-clerk' },
    correlation: commandId,
    recordedAt: '2025-03-01T10:00:00.000Z',
  },
});

const fresh = (): string => `benefits.claim-${randomUUID()}`;
const statuses = (results: readonly AppendResult[]): string[] => results.map(({ status }) => status);

describe('a process that guesses what it has not seen', () => {
  let database: FreshDatabase;
  let here: PostgresEventLog;
  let elsewhere: PostgresEventLog;
  beforeAll(async () => {
    database = await freshDatabase([{ schema: 'es', migrations: [EventLog1760000000000] }]);
    const open = (): PostgresEventLog => new PostgresEventLog({ urlOf: shard => database.credentials.urlOf(shard) });
    [here, elsewhere] = [open(), open()];
  });
  afterAll(async () => {
    await Promise.all([here.close(), elsewhere.close()]);
    await database.drop();
  });

  /** The process knows the head of the log again, so that it guesses instead of asking under the lock. */
  const settleHere = (): Promise<AppendResult> => here.append(claim(fresh(), 0));

  test('finds out that a stream exists already', async () => {
    const stream = fresh();
    await elsewhere.append(claim(stream, 0, randomUUID(), 2));
    await settleHere();
    expect(await here.append(claim(stream, 0))).toEqual({ status: 'conflict', stream, actual: 2 });
  });

  test.each([
    ['less than it has', 1, 'conflict'],
    ['what it has', 2, 'appended'],
    ['more than it has', 3, 'conflict'],
  ])('finds out where a stream is, when %s is expected', async (_, expected, status) => {
    const stream = fresh();
    await elsewhere.append(claim(stream, 0, randomUUID(), 2));
    await settleHere();
    expect(await here.append(claim(stream, expected))).toMatchObject({ status });
    const versions = (await here.readStream('benefits', stream)).map(event => event.version);
    expect(versions).toEqual(status === 'appended' ? [1, 2, 3] : [1, 2]);
  });

  test('finds out that a command was carried out, and stores the rest of its batch', async () => {
    const once = claim(fresh(), 0);
    await elsewhere.append(once);
    await settleHere();
    const others = Array.from({ length: 5 }, () => claim(fresh(), 'any'));
    const results = await Promise.all(
      [...others, once, ...others.map(() => claim(fresh(), 0))].map(one => here.append(one)),
    );
    expect(statuses(results).filter(status => status === 'appended')).toHaveLength(10);
    expect(results[5]).toMatchObject({ status: 'duplicate' });
  });

  test('does again, in order, what it had sent behind a batch that was refused', async () => {
    const taken = fresh();
    await elsewhere.append(claim(taken, 0));
    await settleHere();
    const start = await here.head('benefits');
    const chain = fresh();
    // Far more than one batch: those behind the first build on it.
    const commands = [
      claim(taken, 0),
      ...Array.from({ length: 60 }, (_, index) => claim(chain, index)),
      ...Array.from({ length: 60 }, () => claim(fresh(), 0)),
    ];
    const results = await Promise.all(commands.map(command => here.append(command)));
    expect(statuses(results)).toEqual(['conflict', ...Array.from({ length: 120 }, () => 'appended')]);
    const events = await here.readAll('benefits', { after: start, limit: 1_000 });
    expect(events.map(event => event.position)).toEqual(Array.from({ length: 120 }, (_, index) => start + index + 1));
    expect((await here.readStream('benefits', chain)).map(event => event.version)).toEqual(
      Array.from({ length: 60 }, (_, index) => index + 1),
    );
  });

  test('a batch whose predecessor was not stored is refused, even where the head stands by chance', async () => {
    await settleHere();
    const head = await here.head('benefits');
    const client = new pg.Client(database.credentials.urlOf('benefits'));
    await client.connect();
    const move = `select es.move_head_benefits(${head}, ${head + 1}, $1)`;
    await expect(client.query(move, [randomUUID()])).rejects.toMatchObject({ code: '40001' });
    expect(await here.head('benefits')).toBe(head);
    await client.end();
  });

  test('whatever two processes repeat, mistake and do at once, nothing is lost, doubled or told wrong', () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 120 }), async steps => {
        const streams = Array.from({ length: 6 }, fresh);
        const commandIds = Array.from({ length: 40 }, () => randomUUID());
        const start = await here.head('benefits');
        const results = await Promise.all(
          steps.map(({ process, stream, expected, command, events }) =>
            (process === 0 ? here : elsewhere).append(claim(streams[stream]!, expected, commandIds[command]!, events)),
          ),
        );
        const stored = await here.readAll('benefits', { after: start, limit: 10_000 });
        expect(stored.map(event => event.position)).toEqual(stored.map((_, index) => start + index + 1));
        for (const stream of streams) {
          const versions = stored.filter(event => event.stream === stream).map(event => event.version);
          expect(versions).toEqual(versions.map((_, index) => index + 1));
        }
        const appended = results.flatMap((result, index) =>
          result.status === 'appended' ? [{ result, ...steps[index]! }] : [],
        );
        expect(new Set(appended.map(({ command }) => command)).size).toBe(appended.length);
        expect(stored).toHaveLength(appended.reduce((sum, { events }) => sum + events, 0));
        for (const { result, command, stream, expected, events } of appended) {
          const own = stored.slice(result.firstPosition - start - 1, result.lastPosition - start);
          expect(own.map(event => event.commandId)).toEqual(Array.from({ length: events }, () => commandIds[command]!));
          expect(own[0]!.stream).toBe(streams[stream]!);
          if (expected !== 'any') expect(own[0]!.version).toBe(expected + 1);
        }
        for (const [index, result] of results.entries())
          if (result.status === 'duplicate') expect(result.known.commandId).toBe(commandIds[steps[index]!.command]!);
      }),
      { numRuns: 25 },
    ));
});

const step = fc.record({
  process: fc.integer({ min: 0, max: 1 }),
  stream: fc.integer({ min: 0, max: 5 }),
  expected: fc.oneof(fc.constant<Expected>('any'), fc.integer({ min: 0, max: 4 })),
  command: fc.integer({ min: 0, max: 39 }),
  events: fc.integer({ min: 1, max: 3 }),
});

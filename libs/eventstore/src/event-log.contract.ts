import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Append, Attempt, EventLog, Expected, StoredEvent, StreamAppend } from './event-log.js';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

/** A command that appends events of the given bodies. Streams are fresh unless named. */
const command = (streams: readonly StreamAppend[], commandId: string = randomUUID(), answer?: string): Append => ({
  shard: 'benefits',
  streams,
  metadata: {
    commandId,
    scheme: 'zabre',
    actor: { id: 'clerk-1', role: 'scheme-clerk' },
    correlation: randomUUID(),
    recordedAt: '2025-03-01T10:00:00.123Z',
    fingerprint: 'f'.repeat(64),
  },
  answer: answer === undefined ? null : Buffer.from(answer),
});

const to = (stream: string, expected: Expected, ...bodies: readonly string[]): StreamAppend => ({
  stream,
  expected,
  events: bodies.map(body => ({
    eventId: randomUUID(),
    type: 'benefits.ClaimReceived',
    schemaVersion: 1,
    effectiveAt: '2025-02-28',
    clear: Buffer.from(body),
    sealed: null,
  })),
});

const fresh = () => `benefits.claim-${randomUUID()}`;

/** What every event log does, whatever stands behind it. */
export const eventLogContract = (
  name: string,
  open: () => Promise<{ log: EventLog; another?: () => Promise<EventLog>; close: () => Promise<void> }>,
): void => {
  describe(`event log: ${name}`, () => {
    let log: EventLog;
    let another: (() => Promise<EventLog>) | undefined;
    let close: () => Promise<void>;
    beforeAll(async () => ({ log, another, close } = await open()));
    afterAll(() => close());

    test('keeps an event byte for byte, with everything that is known of it', async () => {
      const stream = fresh();
      const bytes = '{"amount":  4500,"é":"ʼ\\u0000"}';
      const appended = command([
        { ...to(stream, 0, bytes), events: [{ ...to(stream, 0, bytes).events[0]!, sealed: Buffer.from([0, 255, 1]) }] },
      ]);
      const cause = randomUUID();
      await log.append({ ...appended, metadata: { ...appended.metadata, cause } });
      const [event] = await log.readStream('benefits', stream);
      expect(text(event!.clear)).toBe(bytes);
      expect([...event!.sealed!]).toEqual([0, 255, 1]);
      expect({
        shard: event!.shard,
        stream: event!.stream,
        version: event!.version,
        type: event!.type,
        schemaVersion: event!.schemaVersion,
        scheme: event!.scheme,
        effectiveAt: event!.effectiveAt,
        recordedAt: event!.recordedAt,
        actor: event!.actor,
        cause: event!.cause,
        commandId: event!.commandId,
        correlation: event!.correlation,
        eventId: event!.eventId,
      }).toEqual({
        shard: 'benefits',
        stream,
        version: 1,
        type: 'benefits.ClaimReceived',
        schemaVersion: 1,
        scheme: 'zabre',
        effectiveAt: '2025-02-28',
        recordedAt: '2025-03-01T10:00:00.123Z',
        actor: { id: 'clerk-1', role: 'scheme-clerk' },
        cause,
        commandId: appended.metadata.commandId,
        correlation: appended.metadata.correlation,
        eventId: appended.streams[0]!.events[0]!.eventId,
      });
    });

    test('refuses a stream that is not at the expected version, and says where it is', async () => {
      const stream = fresh();
      expect(await log.append(command([to(stream, 0, '1', '2')]))).toMatchObject({ status: 'appended' });
      expect(await log.append(command([to(stream, 0, 'x')]))).toEqual({ status: 'conflict', stream, actual: 2 });
      expect(await log.append(command([to(stream, 1, 'x')]))).toEqual({ status: 'conflict', stream, actual: 2 });
      expect(await log.append(command([to(stream, 3, 'x')]))).toEqual({ status: 'conflict', stream, actual: 2 });
      expect(await log.append(command([to(stream, 2, '3')]))).toMatchObject({ status: 'appended' });
      expect(await log.append(command([to(stream, 'any', '4')]))).toMatchObject({ status: 'appended' });
      expect((await log.readStream('benefits', stream)).map(event => [event.version, text(event.clear)])).toEqual([
        [1, '1'],
        [2, '2'],
        [3, '3'],
        [4, '4'],
      ]);
      expect((await log.readStream('benefits', stream, 3)).map(event => event.version)).toEqual([3, 4]);
    });

    test('refuses to expect an event of a stream that does not exist', async () => {
      const stream = fresh();
      expect(await log.append(command([to(stream, 1, 'x')]))).toEqual({ status: 'conflict', stream, actual: 0 });
      expect(await log.readStream('benefits', stream)).toEqual([]);
    });

    test('remembers a command without events, if its streams are where it expects them', async () => {
      const [there, nowhere] = [fresh(), fresh()];
      await log.append(command([to(there, 0, 'a', 'b')]));
      const head = await log.head('benefits');
      expect(await log.append(command([to(there, 1), to(nowhere, 0)]))).toMatchObject({
        status: 'conflict',
        actual: 2,
      });
      const unchanged = command([to(there, 2), to(nowhere, 0)]);
      expect(await log.append(unchanged)).toMatchObject({ status: 'appended', lastPosition: head });
      expect(await log.append(unchanged)).toMatchObject({ status: 'duplicate', known: { lastPosition: head } });
      expect(await log.head('benefits')).toBe(head);
      expect(await log.append(command([to(there, 2, 'c'), to(nowhere, 0, 'd')]))).toMatchObject({
        firstPosition: head + 1,
        lastPosition: head + 2,
      });
    });

    test('does not take a stream for absent that another process began', async () => {
      if (!another) return;
      const stream = fresh();
      await log.append(command([to(fresh(), 0, 'a')]));
      const elsewhere = await another();
      await elsewhere.append(command([to(stream, 0, 'begun')]));
      expect(await log.append(command([to(stream, 0)]))).toEqual({ status: 'conflict', stream, actual: 1 });
      expect(await log.append(command([to(stream, 0), to(fresh(), 0, 'x')]))).toMatchObject({ status: 'conflict' });
    });

    test('stores several streams together or not at all', async () => {
      const [claim, household] = [fresh(), fresh()];
      await log.append(command([to(household, 0, 'cover')]));
      const before = await log.head('benefits');
      expect(await log.append(command([to(claim, 0, 'a'), to(household, 0, 'b')]))).toEqual({
        status: 'conflict',
        stream: household,
        actual: 1,
      });
      expect(await log.head('benefits')).toBe(before);
      expect(await log.readStream('benefits', claim)).toEqual([]);
      expect(await log.append(command([to(claim, 0, 'a', 'b'), to(household, 1, 'c')]))).toMatchObject({
        status: 'appended',
      });
      const [claims, households] = await log.readStreams('benefits', [claim, household]);
      expect(claims!.map(event => text(event.clear))).toEqual(['a', 'b']);
      expect(households!.map(event => text(event.clear))).toEqual(['cover', 'c']);
    });

    test('carries a command out once: the second time it answers what was answered first', async () => {
      const stream = fresh();
      const once = command([to(stream, 0, 'a', 'b')], randomUUID(), '{"status":"approved"}');
      const first = await log.append(once);
      const again = await log.append(once);
      expect(again).toMatchObject({
        status: 'duplicate',
        known: { commandId: once.metadata.commandId, fingerprint: 'f'.repeat(64) },
      });
      if (first.status !== 'appended' || again.status !== 'duplicate') throw new Error('unreachable');
      expect([again.known.firstPosition, again.known.lastPosition]).toEqual([first.firstPosition, first.lastPosition]);
      expect(text(again.known.answer!)).toBe('{"status":"approved"}');
      expect(await log.readStream('benefits', stream)).toHaveLength(2);
      expect(await log.findCommand('benefits', once.metadata.commandId)).toEqual(again.known);
      expect(await log.findCommand('benefits', randomUUID())).toBeUndefined();
    });

    test('what was decided after one attempt is in conflict where another led, also at the version it expects', async () => {
      const stream = fresh();
      const [first, never, third] = [Symbol('first'), Symbol('never'), Symbol('third')];
      const after = (expected: number, attempt: Attempt, body: string): StreamAppend => ({
        ...to(stream, expected, body),
        after: attempt,
      });
      await log.append({ ...command([to(stream, 0, 'a')]), attempt: first });
      const conflict = { status: 'conflict', stream, actual: 1 };
      expect(await log.append(command([after(1, never, 'b')]))).toEqual(conflict);
      const both = await Promise.all([
        log.append({ ...command([after(1, first, 'b')]), attempt: third }),
        log.append(command([after(2, third, 'c')])),
      ]);
      expect(both.map(({ status }) => status)).toEqual(['appended', 'appended']);
      // It was carried out, but something else is the newest.
      expect(await log.append(command([after(3, third, 'd')]))).toEqual({ status: 'conflict', stream, actual: 3 });
    });

    test('what was decided after a repeated command, as if that were new, is in conflict with what came meanwhile', async () => {
      const stream = fresh();
      const repeated = randomUUID();
      const again = Symbol('again');
      await log.append({ ...command([to(stream, 0, 'a')], repeated), attempt: Symbol('first') });
      const results = await Promise.all([
        log.append(command([to(stream, 1, 'meanwhile')])),
        log.append({ ...command([to(stream, 1, 'a')], repeated), attempt: again }),
        log.append(command([{ ...to(stream, 2, 'b'), after: again }])),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['appended', 'duplicate', 'conflict']);
    });

    test('of many attempts at once on one version, one wins', async () => {
      const stream = fresh();
      const results = await Promise.all(
        Array.from({ length: 40 }, (_, n) => log.append(command([to(stream, 0, String(n))]))),
      );
      expect(results.filter(result => result.status === 'appended')).toHaveLength(1);
      expect(results.filter(result => result.status === 'conflict')).toHaveLength(39);
      expect(await log.readStream('benefits', stream)).toHaveLength(1);
    });

    test('the same command many times at once is carried out once', async () => {
      const once = command([to(fresh(), 0, 'only')]);
      const results = await Promise.all(Array.from({ length: 20 }, () => log.append(once)));
      expect(results.filter(result => result.status === 'appended')).toHaveLength(1);
      expect(results.filter(result => result.status === 'duplicate')).toHaveLength(19);
    });

    test('orders everything: positions rise, and are dense where the log says so', async () => {
      const start = await log.head('benefits');
      await Promise.all(
        Array.from({ length: 50 }, () => log.append(command([to(fresh(), 0, 'a', 'b'), to(fresh(), 0, 'c')]))),
      );
      const events = await log.readAll('benefits', { after: start, limit: 1_000 });
      expect(events).toHaveLength(150);
      const positions = events.map(event => event.position);
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
      if (log.abilities.dense) expect(positions).toEqual(Array.from({ length: 150 }, (_, n) => start + n + 1));
      expect(await log.head('benefits')).toBe(positions.at(-1));
    });

    test('is read forward, backward and in bulk, with the same result', async () => {
      const forward = await log.readAll('benefits', { limit: 10_000 });
      const backward = await log.readAll('benefits', { limit: 10_000, direction: 'backward' });
      expect(backward.map(event => event.eventId)).toEqual(forward.map(event => event.eventId).reverse());
      const bulk: string[] = [];
      for await (const batch of log.scan('benefits')) bulk.push(...batch.map(event => event.eventId));
      expect(bulk).toEqual(forward.map(event => event.eventId));
      const [third, fourth] = [forward[2]!, forward[3]!];
      expect((await log.readAll('benefits', { after: third.position, limit: 1 })).map(event => event.eventId)).toEqual([
        fourth.eventId,
      ]);
      expect(
        (await log.readAll('benefits', { after: fourth.position, limit: 1, direction: 'backward' })).map(
          event => event.eventId,
        ),
      ).toEqual([third.eventId]);
      const part: number[] = [];
      for await (const batch of log.scan('benefits', { after: third.position, upTo: forward[9]!.position }))
        part.push(...batch.map(event => event.position));
      expect(part).toEqual(forward.slice(3, 10).map(event => event.position));
    });

    test('a scan by type finds every event of those types, in order', async () => {
      const all: StoredEvent[] = [];
      for await (const batch of log.scan('benefits')) all.push(...batch);
      const [one] = all;
      for (const types of [[one!.type], [one!.type, "benefits.It's unknown"], []]) {
        const found: StoredEvent[] = [];
        for await (const batch of log.scan('benefits', { after: one!.position, types })) found.push(...batch);
        const idsOf = (events: readonly StoredEvent[]) =>
          events.filter(({ type }) => types.includes(type)).map(event => event.eventId);
        expect(idsOf(found)).toEqual(idsOf(all.slice(1)));
      }
    });

    test('shards know nothing of each other', async () => {
      const stream = `subsidies.fund-${randomUUID()}`;
      const before = await log.head('subsidies');
      await log.append({ ...command([to(stream, 0, 'x')]), shard: 'subsidies' });
      expect(await log.head('subsidies')).toBeGreaterThan(before);
      expect(await log.readStream('benefits', stream)).toEqual([]);
    });

    test('wakes those who wait for events', async () => {
      const woken = new Promise<void>(resolve => {
        const stop = log.onAppended('benefits', () => (stop(), resolve()));
      });
      await log.append(command([to(fresh(), 0, 'x')]));
      await woken;
    });

    test('a second writer and this one never overwrite each other, and repeat no command', async () => {
      if (!another) return;
      const other = await another();
      const start = await log.head('benefits');
      const shared = Array.from({ length: 5 }, fresh);
      let appended = 0;
      const work = async (writer: EventLog) => {
        for (let n = 0; n < 40; n += 1) {
          const stream = shared[n % shared.length]!;
          const version = (await writer.readStream('benefits', stream)).length;
          const once = command([to(stream, version, 'x')]);
          const [here, there] = await Promise.all([log.append(once), other.append(once)]);
          appended += [here, there].filter(({ status }) => status === 'appended').length;
        }
      };
      await Promise.all([work(log), work(other)]);
      const events = await log.readAll('benefits', { after: start, limit: 10_000 });
      expect(events).toHaveLength(appended);
      for (const stream of shared) {
        const versions = (await other.readStream('benefits', stream)).map(event => event.version);
        expect(versions).toEqual(versions.map((_, index) => index + 1));
      }
      await other.close();
    });
  });
};

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type Append, type AppendResult, LogUnavailable, type StreamAppend } from '../event-log.js';
import type { Failure, Fault } from './double/faults.js';
import { KurrentDouble } from './double/kurrent-double.js';
import { KurrentEventLog } from './kurrent-event-log.js';
import { LogUnsuitable } from './outcomes.js';

/** Whatever a server or a network does that leaves open whether a write took effect. */
const doubts: readonly Failure[] = [
  'unavailable',
  'internal',
  'deadline',
  'cancelled',
  'aborted',
  'unknown',
  'not-leader',
  'silence',
  'cut',
];
const whens = ['before', 'after'] as const;

const to = (stream: string, expected: StreamAppend['expected'], ...bodies: readonly string[]): StreamAppend => ({
  stream,
  expected,
  events: bodies.map(body => ({
    eventId: randomUUID(),
    type: 'benefits.ClaimReceived',
    schemaVersion: 1,
    effectiveAt: '2025-03-01',
    clear: Buffer.from(body),
    sealed: null,
  })),
});

const command = (...streams: readonly StreamAppend[]): Append => ({
  shard: 'benefits',
  streams,
  metadata: {
    commandId: randomUUID(),
    scheme: 'zabre',
    actor: { id: 'x', role: 'y' },
    correlation: randomUUID(),
    recordedAt: '2025-03-01T10:00:00.000Z',
  },
});

const fresh = () => `benefits.claim-${randomUUID()}`;

describe('the log on KurrentDB, when something goes wrong', () => {
  let double: KurrentDouble;
  let log: KurrentEventLog;
  const logs: KurrentEventLog[] = [];
  const logOn = (url: string, prefix = `${randomUUID()}/`): KurrentEventLog => {
    const opened = new KurrentEventLog({ urlOf: () => url, prefix, doubtMs: 6_000, readMs: 700 });
    logs.push(opened);
    return opened;
  };
  beforeAll(async () => {
    double = await KurrentDouble.start();
  });
  beforeEach(async () => {
    log = logOn(double.url(400));
    await log.open(['benefits']);
  });
  afterEach(async () => {
    double.faults.clear();
    await Promise.all(logs.splice(0).map(opened => opened.close()));
  });
  afterAll(() => double.stop());

  /** Everything acknowledged is there once, in one unbroken order; nothing else is. */
  const expectEachOnce = async (commands: readonly Append[], results: readonly AppendResult[]): Promise<void> => {
    const events = await log.readAll('benefits', { limit: 10_000 });
    expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index + 1));
    const sent = commands.flatMap(({ streams }) => streams.flatMap(part => part.events.map(({ eventId }) => eventId)));
    expect(events.map(({ eventId }) => eventId).sort()).toEqual([...sent].sort());
    for (const [index, result] of results.entries()) {
      if (result.status !== 'appended') throw new Error(`${result.status} instead of appended`);
      const own = events.filter(({ commandId }) => commandId === commands[index]!.metadata.commandId);
      expect([own[0]!.position, own.at(-1)!.position]).toEqual([result.firstPosition, result.lastPosition]);
    }
  };

  for (const how of doubts) {
    for (const when of whens) {
      test(`an append met by «${how}» ${when} it took effect is stored once, and acknowledged`, async () => {
        const [claim, household] = [fresh(), fresh()];
        const commands = [
          command(to(fresh(), 0, 'x')),
          command(to(claim, 0, 'a', 'b'), to(household, 'any', 'c')),
          command(to(claim, 2, 'd')),
        ];
        double.faults.script({ call: 'append', when, how, skip: 1 });
        const results: AppendResult[] = [];
        for (const each of commands) results.push(await log.append(each));
        expect(double.faults.left).toBe(0);
        await expectEachOnce(commands, results);
      });
    }

    test(`an append is stored once when «${how}» also befalls the question what became of it`, async () => {
      const commands = [command(to(fresh(), 0, 'a')), command(to(fresh(), 0, 'b'))];
      double.faults.script({ call: 'append', when: 'after', how }, { call: 'read', when: 'before', how, skip: 1 });
      const results = await Promise.all(commands.map(each => log.append(each)));
      expect(double.faults.left).toBe(0);
      await expectEachOnce(commands, results);
    });

    test(`a read met by «${how}» says that the log is unavailable, or reads; the next one reads`, async () => {
      const stream = fresh();
      await log.append(command(to(stream, 0, 'a')));
      double.faults.script({ call: 'read', when: 'before', how });
      const read = await log.readStream('benefits', stream).catch((error: unknown) => error);
      if (!(read instanceof LogUnavailable)) expect(read).toHaveLength(1);
      expect(double.faults.left).toBe(0);
      expect(await log.readStream('benefits', stream)).toHaveLength(1);
    });
  }

  test('whatever goes wrong, in whatever order: nothing acknowledged is lost, nothing is doubled', async () => {
    const quick = doubts.filter(how => how !== 'silence');
    const fault = fc.record({
      call: fc.constantFrom('append', 'read'),
      when: fc.constantFrom(...whens),
      how: fc.constantFrom(...quick),
      skip: fc.nat(3),
      times: fc.integer({ min: 1, max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 6 }), async faults => {
        double.faults.clear();
        log = logOn(double.url(400));
        await log.open(['benefits']);
        double.faults.script(...(faults as Fault[]));
        const household = fresh();
        const commands = Array.from({ length: 12 }, () => command(to(fresh(), 0, 'a'), to(household, 'any', 'b')));
        const results = await Promise.all(commands.map(each => log.append(each)));
        double.faults.clear();
        await expectEachOnce(commands, results);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  test('who is told that the outcome is unknown may ask again: the command is carried out once', async () => {
    const impatient = new KurrentEventLog({ urlOf: () => double.url(400), prefix: `${randomUUID()}/`, doubtMs: 0 });
    logs.push(impatient);
    await impatient.open(['benefits']);
    const [stream, once] = [fresh(), command(to(fresh(), 0, 'x'))];
    await impatient.append(command(to(stream, 0, 'a')));
    for (const when of whens) {
      double.faults.script({ call: 'append', when, how: 'unavailable' });
      await expect(impatient.append(once)).rejects.toThrow(LogUnavailable);
    }
    expect(await impatient.append(once)).toMatchObject({ status: 'duplicate' });
    expect(await impatient.readStream('benefits', once.streams[0]!.stream)).toHaveLength(1);
  });

  test('a follower sends on to the leader, and everything goes there', async () => {
    const follower: KurrentDouble = await KurrentDouble.start({ store: double.store, leader: () => double });
    follower.faults.script(
      { call: 'append', when: 'before', how: 'not-leader', times: 1_000 },
      { call: 'read', when: 'before', how: 'not-leader', times: 1_000 },
    );
    const through = logOn(follower.url(400));
    const stream = fresh();
    expect(await through.append(command(to(stream, 0, 'a')))).toMatchObject({ status: 'appended', lastPosition: 1 });
    expect(await through.readStream('benefits', stream)).toHaveLength(1);
    await follower.stop();
  });

  test('a group that is too large at once is stored one command after the other; one that is too large is refused', async () => {
    double.faults.script({ call: 'append', when: 'before', how: 'too-large' });
    const commands = [command(to(fresh(), 0, 'a')), command(to(fresh(), 0, 'b'))];
    const results = await Promise.all(commands.map(each => log.append(each)));
    await expectEachOnce(commands, results);
    double.faults.script({ call: 'append', when: 'before', how: 'too-large' });
    await expect(log.append(command(to(fresh(), 0, 'c')))).rejects.toThrow('too-large');
    expect(await log.head('benefits')).toBe(2);
  });

  test('who has no access is told so at once', async () => {
    double.faults.script({ call: 'append', when: 'before', how: 'access-denied' });
    await expect(log.append(command(to(fresh(), 0, 'a')))).rejects.toThrow(LogUnsuitable);
    double.faults.script({ call: 'read', when: 'before', how: 'access-denied' });
    await expect(log.head('benefits')).rejects.toThrow(LogUnsuitable);
  });

  test('a server that cannot append to several streams is refused at start, with a sentence that says so', async () => {
    const old = await KurrentDouble.start({ old: true });
    const refused = logOn(old.url(400), 'entraide/');
    await expect(refused.open(['membership'])).rejects.toThrow(/cannot append to several streams at once .*25\.1/);
    await refused.close();
    await old.stop();
  });

  test('whoever listens goes on hearing after the connection was cut', async () => {
    let heard = 0;
    const prefix = `${randomUUID()}/`;
    const [listener, writer] = [logOn(double.url(400), prefix), logOn(double.url(400), prefix)];
    listener.onAppended('benefits', () => (heard += 1));
    double.cut();
    await writer.append(command(to(fresh(), 0, 'a')));
    const deadline = Date.now() + 5_000;
    while (heard === 0 && Date.now() < deadline) await new Promise(resolve => setTimeout(resolve, 20));
    await new Promise(resolve => setTimeout(resolve, 600));
    const before = heard;
    await writer.append(command(to(fresh(), 0, 'b')));
    while (heard === before && Date.now() < deadline) await new Promise(resolve => setTimeout(resolve, 20));
    expect(heard).toBeGreaterThan(before);
  });
});

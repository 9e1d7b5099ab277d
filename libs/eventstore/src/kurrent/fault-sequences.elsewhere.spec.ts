import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type Append, type AppendResult, LogUnavailable } from '../event-log.js';
import { type Failure, failures, type Fault, whens } from './double/faults.js';
import { KurrentDouble } from './double/kurrent-double.js';
import { KurrentEventLog } from './kurrent-event-log.js';
import { LogUnsuitable } from './outcomes.js';
import { command, expectEachOnce, fresh, OpenedLogs, to, until } from './toy-commands.fixture.js';

/** A no that stays no. */
const certain: readonly Failure[] = [
  ...(['too-large', 'record-too-large', 'access-denied', 'unauthenticated'] as const),
  ...(['stream-deleted', 'unimplemented'] as const),
];
/** Whatever a server or a network does that leaves open whether a write took effect. */
const doubts = failures.filter(how => !certain.includes(how));

/** As a caller does: one that is told that the outcome is unknown sends the same command again. */
const answered = (log: KurrentEventLog, each: Append): Promise<AppendResult> =>
  log.append(each).catch((error: unknown) => {
    if (error instanceof LogUnavailable) return answered(log, each);
    throw error;
  });

describe('the log on KurrentDB, when several things go wrong', () => {
  let double: KurrentDouble;
  let log: KurrentEventLog;
  const logs = new OpenedLogs<KurrentEventLog>();
  const logOn = (url: string, prefix = `${randomUUID()}/`, readOnly = false): KurrentEventLog =>
    logs.add(new KurrentEventLog({ urlOf: () => url, prefix, doubtMs: 6_000, readMs: 700, readOnly }));
  beforeAll(async () => {
    double = await KurrentDouble.start();
  });
  beforeEach(async () => {
    log = logOn(double.url(400));
    await log.open(['benefits']);
  });
  afterEach(async () => {
    double.faults.clear();
    await logs.close();
  });
  afterAll(() => double.stop());

  test.each(doubts)('an append is stored once when «%s» also befalls the question what became of it', async how => {
    const commands = [command(to(fresh(), 0, 'a')), command(to(fresh(), 0, 'b'))];
    double.faults.script({ call: 'append', when: 'after', how }, { call: 'read', when: 'before', how, skip: 1 });
    const results = await Promise.all(commands.map(each => log.append(each)));
    expect(double.faults.left).toBe(0);
    await expectEachOnce(log, commands, results);
  });

  test('whatever goes wrong, in whatever order: nothing acknowledged is lost, nothing is doubled', async () => {
    const quick = doubts.filter(how => how !== 'silence' && how !== 'late');
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
        const results = await Promise.all(commands.map(each => answered(log, each)));
        double.faults.clear();
        await expectEachOnce(log, commands, results);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  test('who is told that the outcome is unknown may ask again: the command is carried out once', async () => {
    const options = { urlOf: () => double.url(400), prefix: `${randomUUID()}/`, doubtMs: 0 };
    const impatient = logs.add(new KurrentEventLog(options));
    await impatient.open(['benefits']);
    const [stream, once] = [fresh(), command(to(fresh(), 0, 'x'))];
    await impatient.append(command(to(stream, 0, 'a')));
    for (const when of ['before', 'after'] as const) {
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
    await expectEachOnce(log, commands, results);
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

  const needsMore =
    /cannot append to several streams at once \(KurrentDB 25\.1 or later can\): every context needs that/;

  test.each([
    ['24.10.5', false],
    ['25.0.9', true],
    ['5.0.0.2048', false],
  ])(
    'a server of version %s is refused at start, by name, and nothing is written to it',
    async (version, severalStreams) => {
      const old = await KurrentDouble.start({ version, severalStreams });
      const refused = logOn(old.url(400), 'entraide/');
      await expect(refused.open(['membership'])).rejects.toThrow(`KurrentDB ${version}, cannot append`);
      await expect(refused.open(['membership'])).rejects.toThrow(LogUnsuitable);
      expect(old.store.revisionsOf('entraide/membership!ledger')).toEqual({ first: 0, next: 0 });
      await old.stop();
    },
  );

  test.each([
    ['no version', null],
    ['a version of a later time', '26.1.0'],
    ['a build of its own', '0.0.0-main'],
  ])('one that says %s and lacks the call is refused all the same', async (_, version) => {
    const old = await KurrentDouble.start({ version, severalStreams: false });
    await expect(logOn(old.url(400), 'entraide/').open(['membership'])).rejects.toThrow(needsMore);
    await old.stop();
  });

  test.each(['25.1.0', '25.1.4', '26.0.0', '26.1.0', '0.0.0-main'])(
    'one of version %s that has it is taken',
    async version => {
      const good = await KurrentDouble.start({ version, severalStreams: true });
      const taken = logOn(good.url(400), 'entraide/');
      await taken.open(['benefits']);
      expect(await taken.append(command(to(fresh(), 0, 'a')))).toMatchObject({ status: 'appended', lastPosition: 1 });
      await good.stop();
    },
  );

  test('who may only read reads everything, follows, and changes nothing', async () => {
    const prefix = `${randomUUID()}/`;
    const clerk = logOn(double.url(400), prefix);
    await clerk.open(['benefits']);
    const stream = fresh();
    await clerk.append(command(to(stream, 0, 'a', 'b')));
    const door = await KurrentDouble.start({ store: double.store, readOnly: true });
    const auditor = logOn(door.url(400), prefix, true);
    await auditor.open(['benefits', 'subsidies']);
    expect(await auditor.readAll('benefits', { limit: 10 })).toHaveLength(2);
    expect(await auditor.head('subsidies')).toBe(0);
    let heard = 0;
    auditor.onAppended('benefits', () => (heard += 1));
    await until(() => heard > 0);
    await clerk.append(command(to(stream, 2, 'c')));
    await until(() => heard > 1);
    await expect(auditor.append(command(to(stream, 3, 'd')))).rejects.toThrow('open for reading');
    // The server would not let them either, whatever they were opened for.
    const bold = logOn(door.url(400), prefix);
    await expect(bold.open(['benefits'])).rejects.toThrow(LogUnsuitable);
    await expect(bold.append(command(to(stream, 3, 'd')))).rejects.toThrow(LogUnsuitable);
    expect(await clerk.head('benefits')).toBe(3);
    await door.stop();
  });

  test('a server that was away for long is found again, by readers, writers and listeners', async () => {
    const first = await KurrentDouble.start();
    const [stream, prefix, url] = [fresh(), `${randomUUID()}/`, first.url(400)];
    const patient = logOn(url, prefix);
    await patient.open(['benefits']);
    await patient.append(command(to(stream, 0, 'a')));
    let heard = 0;
    patient.onAppended('benefits', () => (heard += 1));
    await until(() => heard > 0);
    await first.stop();
    // The client gives up looking for it, for good, after some tries.
    const away = 8_000;
    for (const since = Date.now(); Date.now() - since < away;) {
      await expect(patient.head('benefits')).rejects.toThrow(LogUnavailable);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    await expect(patient.append(command(to(fresh(), 0, 'x')))).rejects.toThrow(LogUnavailable);
    const again = await KurrentDouble.start({ store: first.store, port: first.address.port });
    await until(() =>
      patient.head('benefits').then(
        head => head === 1,
        () => false,
      ),
    );
    expect(await patient.append(command(to(stream, 1, 'b')))).toMatchObject({ status: 'appended', lastPosition: 2 });
    const [before, another] = [heard, logOn(url, prefix)];
    await another.append(command(to(stream, 2, 'c')));
    await until(() => heard > before);
    await again.stop();
  }, 60_000);

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

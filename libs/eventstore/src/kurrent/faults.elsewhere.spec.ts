import { describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { LogUnavailable, type RecordedEvent, type StoredEvent } from '../event-log.js';
import { MemoryReadModels } from '../read-models/memory-read-models.js';
import { EventFeed } from '../runners/event-feed.js';
import { Follower, nothingHandled, type Subscriber } from '../runners/follower.js';
import { type Call, calls, type Failure, failures, type Fault, whens } from './double/faults.js';
import { KurrentDouble } from './double/kurrent-double.js';
import { KurrentEventLog } from './kurrent-event-log.js';
import { LogUnsuitable } from './outcomes.js';
import type { KurrentServer } from './server.js';
import { command, expectEachOnce, fresh, OpenedLogs, to, until } from './toy-commands.fixture.js';

/** Every call × every failure × before, during and after its effect. What is added to one of the three is in the table. */
const table = calls.flatMap(call => failures.flatMap(how => whens.map(when => [call, how, when] as const)));

/** The call behind each question of the adapter: a new question without one does not compile. */
const callOf: Readonly<Record<Exclude<keyof KurrentServer, 'close'>, Call>> = {
  version: 'features',
  append: 'append',
  last: 'read',
  at: 'read',
  stream: 'read',
  across: 'read-all',
  watch: 'subscribe',
  streamsNamed: 'read-all',
  deleteStreams: 'delete',
};

/** What becomes of one command: it is stored without anybody's help, or its sender is told, and may send it again. */
const onAppend: Readonly<Record<Failure, 'stored' | RegExp>> = {
  unavailable: 'stored',
  internal: 'stored',
  deadline: 'stored',
  cancelled: 'stored',
  aborted: 'stored',
  unknown: 'stored',
  'not-leader': 'stored',
  silence: 'stored',
  late: 'stored',
  cut: 'stored',
  conflict: 'stored',
  'too-large': /too-large/,
  'record-too-large': /too-large/,
  'access-denied': /refuses/,
  unauthenticated: /refuses/,
  exhausted: 'stored',
  'stream-deleted': /refuses/,
  unimplemented: /cannot append to several streams/,
};

/** What a reader may be told; it may also be given the answer, whole. */
const refusals: readonly Failure[] = ['access-denied', 'unauthenticated', 'stream-deleted'];
const onRead = (how: Failure) => (refusals.includes(how) ? LogUnsuitable : LogUnavailable);

const asRecorded = (stored: StoredEvent): RecordedEvent => ({
  type: stored.type,
  version: stored.schemaVersion,
  effectiveAt: stored.effectiveAt,
  data: undefined,
  recorded: stored,
});

/**
 * How long a client waits for an answer, and a read for its next record; what is late comes later. Where eight cells
 * wait at once on a busy machine, an answer that is on its way must not pass for none. @unit milliseconds
 */
const [deadlineMs, readMs, lateMs, patience_ms] = [2_000, 2_500, 3_500, 30_000];

/** One cell's own server and logs: cells wait for answers that do not come, so several of them wait at once. */
class Cell {
  private readonly logs = new OpenedLogs<KurrentEventLog>();

  private constructor(readonly double: KurrentDouble) {}

  static async run({ call, how, when }: Fault): Promise<void> {
    const cell = new Cell(await KurrentDouble.start({ lateMs }));
    try {
      await cell.exercises[call]({ call, how, when });
    } finally {
      cell.double.faults.clear();
      await cell.logs.close();
      await cell.double.stop();
    }
  }

  private async open(prefix = `${randomUUID()}/`): Promise<KurrentEventLog> {
    const options = { urlOf: () => this.double.url(deadlineMs), prefix, doubtMs: 15_000, readMs };
    const log = this.logs.add(new KurrentEventLog(options));
    await log.open(['benefits']);
    return log;
  }

  /** The answer, whole, or an error of the right kind; and the answer when asked again. */
  private async asked(fault: Fault, ask: () => Promise<unknown>): Promise<void> {
    const { double } = this;
    double.faults.script(fault);
    const answer = await ask().catch((error: unknown) => error);
    expect(double.faults.left).toBe(0);
    const right = await ask();
    if (answer instanceof Error) expect(answer).toBeInstanceOf(onRead(fault.how));
    else expect(answer).toEqual(right);
  }

  private readonly exercises: Readonly<Record<Call, (fault: Fault) => Promise<void>>> = {
    features: async fault => {
      this.double.faults.script(fault);
      const prefix = `${randomUUID()}/`;
      const log = await this.open(prefix).catch((error: unknown) => {
        // A server without this call says nothing of what it can do: that is taken for too little.
        expect(error).toBeInstanceOf(fault.how === 'unimplemented' ? LogUnsuitable : LogUnavailable);
        return this.open(prefix);
      });
      expect(this.double.faults.left).toBe(0);
      expect(await log.append(command(to(fresh(), 0, 'a')))).toMatchObject({ status: 'appended', lastPosition: 1 });
    },

    append: async ({ when, how }) => {
      const log = await this.open();
      const [claim, household] = [fresh(), fresh()];
      const befallen = command(to(claim, 0, 'a', 'b'), to(household, 'any', 'c'));
      const before = command(to(fresh(), 0, 'x'));
      const results = [await log.append(before)];
      this.double.faults.script({ call: 'append', when, how });
      const answer = await log.append(befallen).catch((error: unknown) => error as Error);
      expect(this.double.faults.left).toBe(0);
      const expected = onAppend[how];
      if (expected === 'stored') expect(answer).toMatchObject({ status: 'appended' });
      else expect((answer as Error).message).toMatch(expected);
      // Whoever is told asks again, as providers do; whoever was answered may do so too.
      const again = await log.append(befallen);
      if (expected === 'stored' || when === 'after') expect(again).toMatchObject({ status: 'duplicate' });
      const next = command(to(claim, 2, 'd'));
      results.push(again, await log.append(next));
      await expectEachOnce(log, [before, befallen, next], results);
    },

    read: async fault => {
      const log = await this.open();
      const once = command(to(fresh(), 0, 'a', 'b', 'c'));
      await log.append(once);
      await this.asked(fault, () => log.readStream('benefits', once.streams[0]!.stream));
      await this.asked(fault, () => log.findCommand('benefits', once.metadata.commandId));
      await this.asked(fault, () => log.head('benefits'));
    },

    'read-all': async fault => {
      const log = await this.open();
      for (let n = 0; n < 3; n += 1) await log.append(command(to(fresh(), 0, 'a', 'b'), to(fresh(), 0, 'c')));
      await this.asked(fault, () => log.readAll('benefits', { after: 2, limit: 100 }));
      await this.asked(fault, () => log.readAll('benefits', { limit: 5, direction: 'backward' }));
      await this.asked(fault, async () => {
        const commands: unknown[] = [];
        for await (const batch of log.scanCommands('benefits', 0)) commands.push(...batch);
        return commands;
      });
    },

    subscribe: async fault => {
      const prefix = `${randomUUID()}/`;
      const [here, there] = [await this.open(prefix), await this.open(prefix)];
      for (let n = 0; n < 10; n += 1) await there.append(command(to(fresh(), 0, 'a', 'b', 'c')));
      this.double.faults.script(fault);
      // One that stands and never tells anything looks like one with nothing to tell: those who follow ask now and then.
      const deaf = fault.how === 'silence' && fault.when !== 'before';
      const handled: number[] = [];
      const feed = new EventFeed(here, 'benefits', async events => events.map(asRecorded), 7);
      const subscriber: Subscriber = {
        name: 'test',
        handle: async events => {
          handled.push(...events.map(({ event }) => event.recorded.position));
          return nothingHandled;
        },
      };
      const follower = new Follower(feed, new MemoryReadModels(), subscriber, { pollMs: deaf ? 200 : 60_000 });
      await follower.start();
      // Catches up while writes go on.
      for (let n = 0; n < 10; n += 1) await there.append(command(to(fresh(), 0, 'd')));
      await until(() => this.double.faults.left === 0, patience_ms);
      await there.append(command(to(fresh(), 0, 'e')));
      await until(() => handled.length >= 41, patience_ms);
      await follower.stop();
      feed.close();
      expect(handled).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
    },

    delete: async fault => {
      const log = await this.open();
      const once = command(to(fresh(), 0, 'a'));
      await log.append(once);
      this.double.faults.script(fault);
      await log.deleteEverything(['benefits']).catch((error: unknown) => expect(error).toBeInstanceOf(Error));
      expect(this.double.faults.left).toBe(0);
      await log.deleteEverything(['benefits']);
      expect(await log.readStream('benefits', once.streams[0]!.stream)).toEqual([]);
      expect(await log.head('benefits')).toBe(0);
    },
  };
}

describe('whatever befalls a call', () => {
  test.concurrent.each(table)('%s, %s, %s: nothing is lost, nothing doubled, no half answer', (call, how, when) =>
    Cell.run({ call, how, when }),
  );

  test('every call of the double is one the adapter makes', () =>
    expect([...new Set(Object.values(callOf))].sort()).toEqual([...calls].sort()));
});

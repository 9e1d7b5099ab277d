import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '#kernel';
import { proofKept } from '../../../audit/src/proof-log/kept.js';
import { Sealer } from '../../../audit/src/proof-log/sealer.js';
import { toyLog } from '../../../audit/src/proof-log/toy-log.fixture.js';
import type { EventLog } from '../event-log.js';
import { MemoryEventLog } from '../memory/memory-event-log.js';
import { copyLog } from '../migrate/copy-log.js';
import { digestOf } from '../migrate/log-digest.js';
import { KurrentEventLog } from './kurrent-event-log.js';
import { nameOfServer, prefixForTests, serverForTests } from './server-for-tests.fixture.js';
import { until } from './toy-commands.fixture.js';

const shard = 'contributions';
const clock = new VirtualClock('2025-06-02T08:00:00.000Z');

/** A log that takes so many appends and then no more, as when the copy is stopped. */
const stoppedAfter = (log: EventLog, appends: number): EventLog => {
  let left = appends;
  return new Proxy(log, {
    get: (inner, property) => {
      const value = Reflect.get(inner, property) as unknown;
      if (property === 'append' && (left -= 1) < 0) return () => Promise.reject(new Error('the copy was stopped'));
      return typeof value === 'function' ? (value as () => unknown).bind(inner) : value;
    },
  });
};

describe(`what was signed of a log, over ${nameOfServer}`, () => {
  let server: Awaited<ReturnType<typeof serverForTests>>;
  let there: KurrentEventLog;
  beforeAll(async () => {
    server = await serverForTests();
    there = new KurrentEventLog({ urlOf: () => server.url, prefix: prefixForTests() });
    await there.open([shard]);
  });
  afterAll(async () => {
    await there.deleteEverything([shard]);
    await there.close();
    await server.close();
  });

  test('holds there after a copy that was stopped on its way, and back after another; and goes on being signed', async () => {
    const { log: from, proof, sealer, record, store } = toyLog(shard);
    for (const many of [200, 150]) {
      await record(many);
      await sealer.seal();
    }
    await record(5);
    const kept = { shard, size: 350, unsealed: 5, checkpoints: 2, findings: [] };

    await expect(copyLog(shard, from, stoppedAfter(there, 123))).rejects.toThrow('stopped');
    // What was on its way when it stopped still arrives.
    await until(async () => (await there.head(shard)) === 123);
    const halfway = await proofKept(shard, proof, there);
    expect(halfway.findings[0]).toEqual({ shard, position: 124, cause: 'missing' });
    await copyLog(shard, from, there);
    expect(await digestOf(there, shard)).toEqual(await digestOf(from, shard));
    expect(await proofKept(shard, proof, there)).toEqual(kept);

    // The same files, the same key: the tree goes on where it was, with positions as dense as they were.
    const sealed = await new Sealer(shard, proof, there, clock).seal();
    expect(sealed?.size).toBe(355);
    const now = { ...kept, size: 355, unsealed: 0, checkpoints: 3 };
    expect(await proofKept(shard, proof, there)).toEqual(now);

    const back = new MemoryEventLog();
    await expect(copyLog(shard, there, stoppedAfter(back, 77))).rejects.toThrow('stopped');
    await copyLog(shard, there, back);
    expect(await proofKept(shard, proof, back)).toEqual(now);

    // What was signed before the move is also found damaged after it.
    const bytes = (await store.read('tile/entries/000'))!;
    await store.write('tile/entries/000', bytes.subarray(1));
    expect((await proofKept(shard, proof, there)).findings).toEqual([
      { shard, position: 0, cause: 'proof-files-damaged' },
    ]);
  });
});

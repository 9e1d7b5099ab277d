import { beforeEach, describe, expect, test } from '@jest/globals';
import { MemoryReadModels } from '#eventstore';
import { Lease } from './lease.js';

const length_ms = 30_000;
let models: MemoryReadModels;
/** Each process has a clock of its own, which began at any time. */
let time: number;
const lease = (began = 0) => new Lease(models, { length_ms, now: () => time - began });
beforeEach(() => {
  models = new MemoryReadModels();
  time = 1_000_000;
});

describe('the right to send', () => {
  test('is one process’s, and the other’s as soon as it lets go', async () => {
    const [one, other] = [lease(), lease(999_000)];
    expect([await one.hold(), await other.hold()]).toEqual([true, false]);
    time += 5 * length_ms;
    expect(await one.hold()).toBe(true);
    expect(await other.hold()).toBe(false);
    await one.release();
    expect([await other.hold(), await one.hold()]).toEqual([true, false]);
  });

  test('of one that is gone goes to another after thirty seconds, the last of them not counted', async () => {
    const [one, other] = [lease(), lease()];
    await one.hold();
    expect(await other.hold()).toBe(false);
    time += length_ms - 1;
    expect(await other.hold()).toBe(false);
    time += 1;
    expect(await other.hold()).toBe(true);
    expect(await one.hold()).toBe(false);
    expect(one.left_ms).toBe(0);
  });

  test('is used up for its holder before anybody else may take it', async () => {
    const [one, other] = [lease(), lease()];
    await one.hold();
    await other.hold();
    time += length_ms;
    expect(one.left_ms).toBe(0);
    expect(await other.hold()).toBe(true);
  });

  test('is renewed when a third of it is used, and not before', async () => {
    const one = lease();
    await one.hold();
    const marks = async () => (await models.checkpoints('webhooks'))[0]?.position;
    const first = await marks();
    time += length_ms / 3 - 1;
    await one.hold();
    expect(await marks()).toBe(first);
    time += 1;
    await one.hold();
    expect(await marks()).not.toBe(first);
    expect(one.left_ms).toBe(length_ms);
  });

  test('of two that want it at once is one’s at most', async () => {
    const both = [lease(), lease()];
    const held = await Promise.all(both.map(one => one.hold()));
    expect(held.filter(Boolean).length).toBeLessThanOrEqual(1);
    time += length_ms + 1;
    for (const one of both) await one.hold();
    expect(both.filter(({ left_ms }) => left_ms > 0)).toHaveLength(1);
  });

  test('that somebody took between the look and the claim is used only when theirs is used up', async () => {
    const [one, other] = [lease(), lease()];
    const looked = models.checkpoints.bind(models);
    models.checkpoints = async shard => {
      const found = await looked(shard);
      models.checkpoints = looked;
      await one.hold();
      return found;
    };
    expect(await other.hold()).toBe(false);
    expect(one.left_ms).toBe(length_ms);
    time += length_ms - 1;
    await other.hold();
    expect([one.left_ms, other.left_ms]).toEqual([1, 0]);
    time += 1;
    expect([await one.hold(), await other.hold()]).toEqual([false, true]);
  });
});

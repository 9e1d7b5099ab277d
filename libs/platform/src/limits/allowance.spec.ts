import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Allowance } from './allowance.js';

const onClock = (amount: number, window_s: number) => {
  let now = 5_000.25;
  const allowance = new Allowance(amount, window_s, () => now);
  return { allowance, after: (ms: number) => void (now += ms) };
};
const taken = (allowance: Allowance, key: string, times: number): number =>
  Array.from({ length: times }, () => allowance.take(key)).filter(wait => wait === 0).length;

describe('an allowance', () => {
  test.each([
    [1, 1],
    [3, 10],
    [7, 60],
    [10_000, 10],
  ])('of %i in %i s: the last one at once is given, the next is not', (amount, window_s) => {
    const { allowance } = onClock(amount, window_s);
    expect(taken(allowance, 'a', amount)).toBe(amount);
    expect(allowance.take('a')).toBeGreaterThan(0);
    expect(allowance.take('b')).toBe(0);
  });

  test('comes back evenly, and says when: asked a moment early, not yet', () => {
    const { allowance, after } = onClock(2, 10);
    expect(taken(allowance, 'a', 3)).toBe(2);
    expect(allowance.take('a')).toBe(5);
    after(4_900);
    expect(allowance.take('a')).toBe(1);
    after(100);
    expect(taken(allowance, 'a', 2)).toBe(1);
    after(60_000);
    expect(taken(allowance, 'a', 5)).toBe(2);
  });

  test('counts nothing for what it refuses, or for who only looks', () => {
    const { allowance, after } = onClock(2, 10);
    expect([allowance.wait('a'), taken(allowance, 'a', 1_000)]).toEqual([0, 2]);
    after(5_000);
    expect([allowance.wait('a'), allowance.take('a')]).toEqual([0, 0]);
  });

  test('may be overdrawn; it still comes back within one window', () => {
    const { allowance, after } = onClock(2, 10);
    for (let times = 0; times < 50; times += 1) allowance.spend('a');
    expect(allowance.wait('a')).toBeGreaterThan(0);
    after(10_000);
    expect(taken(allowance, 'a', 5)).toBe(2);
  });

  test('of nothing limits nothing', () => {
    const { allowance } = onClock(0, 10);
    allowance.spend('a');
    expect(taken(allowance, 'a', 100_000)).toBe(100_000);
  });

  test('whoever keeps to the rate is never refused, and in no window is more than twice the amount given', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 300 }),
        (amount, pauses) => {
          const steady = onClock(amount, 10);
          for (let times = 0; times < 200; times += 1) {
            expect(steady.allowance.take('a')).toBe(0);
            steady.after(10_000 / amount);
          }
          const { allowance, after } = onClock(amount, 10);
          const given: number[] = [];
          let now = 0;
          for (const ms of pauses) {
            after(ms);
            now += ms;
            if (allowance.take('a') === 0) given.push(now);
          }
          for (const [index, from] of given.entries())
            expect(given.slice(index).filter(at => at < from + 10_000).length).toBeLessThanOrEqual(2 * amount);
        },
      ),
      { numRuns: 50 },
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import { linesOf } from './report.js';
import { compare, type Run } from './protocol.js';

const protocol = { seconds: 1, warmUpSeconds: 0.1 };
const silent = (): void => undefined;

/** Does so many operations per second, in turn, and notes that it was asked. */
const machine = (name: string, rates: readonly number[], asked: string[] = []): Run => {
  let times = -1;
  return {
    name,
    measure: async seconds => {
      asked.push(name);
      const rate = rates[Math.max(0, times++) % rates.length]!;
      return { operations: rate * seconds, seconds };
    },
  };
};

describe('comparing with a baseline', () => {
  test('warms up once, then reads the same forwards and backwards in each block', async () => {
    const asked: string[] = [];
    const [base, a, b] = ['base', 'a', 'b'].map(name => machine(name, [10], asked));
    await compare(base, [a!, b!], { ...protocol, blocks: 2 }, silent);
    const block = ['base', 'a', 'b', 'b', 'a', 'base'];
    expect(asked).toEqual(['base', 'a', 'b', ...block, ...block]);
  });

  test('holds the second-lowest ratio against floor and goal', async () => {
    const base = machine('base', [100]);
    // Two measurements per block: ratios 0.4, 1.2, 1.6.
    const ours = machine('ours', [40, 40, 120, 120, 160, 160]);
    const comparison = await compare(base, [ours], { ...protocol, blocks: 3 }, silent);
    expect(comparison.runs[0]!.ratio).toEqual({ median: 1.2, least: 0.4, most: 1.6, secondLeast: 1.2 });
    const met = (floor: number, goal: number) =>
      JSON.parse(linesOf('append', comparison, 'events/s', { ours: { floor, goal } })[0]!) as { met: string };
    expect(met(1, 1.2).met).toBe('goal');
    expect(met(1, 1.21).met).toBe('floor');
    expect(met(1.21, 2).met).toBe('no');
  });

  test('gates nothing when the baseline itself varied by more than a quarter', async () => {
    const steady = await compare(
      machine('base', [80, 80, 120, 120]),
      [machine('ours', [100])],
      { ...protocol, blocks: 2 },
      silent,
    );
    expect(steady.noisy).toBe(false);
    const wild = await compare(
      machine('base', [50, 50, 150, 150]),
      [machine('ours', [100])],
      { ...protocol, blocks: 2 },
      silent,
    );
    expect(wild.noisy).toBe(true);
    const [line] = linesOf('append', wild, 'events/s', { ours: { floor: 0, goal: 0 } });
    expect(JSON.parse(line!)).toMatchObject({
      bench: 'append',
      figure: 'ours',
      unit: 'events/s',
      met: 'noisy, not gated',
    });
  });

  test('gives figures without ratios when there is no baseline', async () => {
    const [line] = linesOf(
      'append',
      await compare(undefined, [machine('ours', [100])], { ...protocol, blocks: 1 }, silent),
      'events/s',
    );
    expect(JSON.parse(line!)).toEqual({
      bench: 'append',
      figure: 'ours',
      value: 100,
      unit: 'events/s',
      baseline: null,
      ratio: null,
    });
  });
});

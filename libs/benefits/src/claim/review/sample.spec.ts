import { describe, expect, test } from '@jest/globals';
import { type DrawSample, findingsOf, sampleDecider } from './sample.decider.js';
import type { SampleDrawn } from './sample.events.js';

const draw = (change: Partial<DrawSample> = {}): DrawSample => ({
  ...{ type: 'DrawSample', sample: 'S1', scheme: 'A', provider: null, from: '2025-05-01', to: '2025-05-31' },
  ...{ on: '2025-05-31', size: 2, seed: 'x' },
  population: [
    { claim: 'C1', amount: 1000, lot: 'c' },
    { claim: 'C2', amount: 2000, lot: 'a' },
    { claim: 'C3', amount: 4000, lot: 'b' },
  ],
  ...change,
});
const drawn = (change?: Partial<DrawSample>): SampleDrawn['data'] => {
  const decision = sampleDecider.decide(draw(change), sampleDecider.initialState);
  if (decision.outcome !== 'accepted') throw new Error(decision.outcome);
  return decision.events[0]!.data;
};

describe('a sample', () => {
  test('takes the claims with the smallest lots, and knows what it was drawn from', () =>
    expect(drawn()).toMatchObject({
      population: 3,
      amount: 7000,
      claims: [
        { claim: 'C2', amount: 2000 },
        { claim: 'C3', amount: 4000 },
      ],
    }));

  test('takes all there are when there are fewer', () => expect(drawn({ size: 9 }).claims).toHaveLength(3));

  test.each([
    [{ to: '2025-04-30' }, 'benefits.sample.period_wrong'],
    [{ to: '2025-06-01' }, 'benefits.sample.period_wrong'],
    [{ population: [] }, 'benefits.sample.nothing_to_draw'],
  ])('%j is refused', (change, reason) =>
    expect(sampleDecider.decide(draw(change), sampleDecider.initialState)).toMatchObject({ reason }),
  );

  test('is drawn once under its name', () => {
    const state = { drawn: drawn() };
    expect(sampleDecider.decide(draw(), state)).toEqual({ outcome: 'nothingToDo' });
    for (const other of [
      { seed: 'y' },
      { size: 1 },
      { size: 3 },
      { provider: 'HD-1' },
      { from: '2025-05-02' },
      { to: '2025-05-30' },
    ])
      expect(sampleDecider.decide(draw(other), state)).toMatchObject({ reason: 'benefits.sample.already_drawn' });
  });
});

describe('what it finds', () => {
  const finding = (...reviews: [number, number][]) =>
    findingsOf(
      drawn(),
      reviews.map(([before, after]) => ({ before, after })),
    );

  test('is held against all claims of the period', () =>
    expect(finding([2000, 1500], [4000, 4000])).toEqual({
      ...{ drawn: 2, reviewed: 2, complete: true, checkedAmount: 6000, overpaid: 500, estimate: 583 },
    }));

  test('is no estimate before every claim is looked at', () =>
    expect(finding([2000, 2000])).toMatchObject({ complete: false, overpaid: 0, estimate: 0 }));

  test('sets nothing paid too little against what was paid too much', () =>
    expect(finding([2000, 2500], [4000, 3000])).toMatchObject({ overpaid: 1000 }));

  test('of claims that cost nothing is nothing', () => expect(finding([0, 0])).toMatchObject({ estimate: 0 }));
});

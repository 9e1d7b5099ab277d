import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { NotedCover } from '../household/household.types.js';
import { coveredDays, exposureIn, requiredContribution } from './exposure.js';
import { groupsOf, noOutcome, type OneClaim, together } from './groups.js';

const span = (from: string, to: string) => ({
  ...{ from, to, waitingFrom: from, waitingWaived: false, graceUntil: null, suspensions: [], ended: null },
});
const cover = (...spans: ReturnType<typeof span>[]): NotedCover => ({
  ...{ product: 'P', revision: 1, diedOn: null, undeclared: null, spans },
});
const january = { from: '2025-01-01', to: '2025-01-31' };

describe('who was covered, and for how long', () => {
  test('both ends of a span and of the window are inside', () => {
    expect(coveredDays(cover(span('2024-06-01', '2025-05-31')), january)).toBe(31);
    expect(coveredDays(cover(span('2025-01-31', '2025-05-31')), january)).toBe(1);
    expect(coveredDays(cover(span('2024-01-31', '2025-01-01')), january)).toBe(1);
    expect(coveredDays(cover(span('2025-02-01', '2025-05-31')), january)).toBe(0);
    expect(coveredDays(cover(span('2024-01-31', '2024-12-31')), january)).toBe(0);
  });
  test('the day of a death is the last', () =>
    expect(coveredDays({ ...cover(span('2024-06-01', '2025-05-31')), diedOn: '2025-01-10' }, january)).toBe(10));
  test('only those who were covered are counted', () => {
    const persons = [
      { household: 'H1', cover: cover(span('2025-01-01', '2025-12-31')) },
      { household: 'H1', cover: cover(span('2025-01-30', '2025-12-31')) },
      { household: 'H2', cover: cover(span('2025-03-01', '2025-12-31')) },
    ];
    expect(exposureIn(persons, january)).toEqual({ persons: 2, personDays: 33, households: new Map([['H1', 2]]) });
  });
});

describe('the contribution that pays for it', () => {
  test('is the cost of a year and person with its loading, rounded up', () => {
    expect(requiredContribution(1_000_000, 365 * 100, { loadingPercent: 0 })).toBe(10_000);
    expect(requiredContribution(1_000_000, 365 * 100, { loadingPercent: 25 })).toBe(12_500);
    expect(requiredContribution(1_000_001, 365 * 100, { loadingPercent: 25 })).toBe(12_501);
    expect(requiredContribution(0, 1, { loadingPercent: 25 })).toBe(0);
  });
  test('is unknown where nobody was covered', () =>
    expect(requiredContribution(5, 0, { loadingPercent: 25 })).toBeNull());
});

const claimsOf = (count: number, prefix: string, scheme = 100): OneClaim[] =>
  Array.from({ length: count }, (_, index) => ({
    household: `${prefix}${index}`,
    now: { scheme, memberPays: 10, refused: 0 },
    then: { scheme: scheme * 2, memberPays: 0, refused: 1 },
  }));
const sized = (count: number, prefix: string, persons: number): [string, number][] =>
  Array.from({ length: count }, (_, index) => [`${prefix}${index}`, persons]);

describe('groups of households', () => {
  test('five households with a claim are shown, four are not', () => {
    const households = new Map([...sized(5, 'a', 1), ...sized(5, 'b', 3), ...sized(9, 'c', 9)]);
    expect(
      groupsOf([...claimsOf(5, 'a'), ...claimsOf(5, 'b')], households).map(({ persons, now }) => [
        persons,
        now?.scheme,
      ]),
    ).toEqual([
      ['1', 500],
      ['2-4', 500],
      ['8+', 0],
    ]);
    const fewer = groupsOf([...claimsOf(4, 'a'), ...claimsOf(5, 'b'), ...claimsOf(9, 'c')], households);
    expect(fewer.map(({ persons, now, then }) => [persons, now === null, then === null])).toEqual([
      ['1', true, true],
      ['2-4', true, true],
      ['8+', false, false],
    ]);
  });
  test.each([
    [1, '1'],
    [2, '2-4'],
    [4, '2-4'],
    [5, '5-7'],
    [7, '5-7'],
    [8, '8+'],
  ])('%i covered persons are of the group %s', (persons, group) =>
    expect(groupsOf(claimsOf(6, 'x'), new Map(sized(6, 'x', persons)))[0]?.persons).toBe(group),
  );
  test('whatever is shown adds up to no more than the total, and one group alone is never missing', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 4, maxLength: 4 }), counts => {
        const prefixes = ['a', 'b', 'c', 'd'];
        const claims = counts.flatMap((count, index) => claimsOf(count, prefixes[index]!, index + 1));
        const households = new Map(
          counts.flatMap((count, index) => sized(count, prefixes[index]!, [1, 3, 6, 9][index]!)),
        );
        const groups = groupsOf(claims, households);
        const hidden = groups.filter(({ now }) => now === null);
        const total = claims.reduce((sum, { now }) => together(sum, now), noOutcome);
        const shown = groups.reduce((sum, { now }) => together(sum, now ?? noOutcome), noOutcome);
        expect(shown.scheme <= total.scheme).toBe(true);
        if (hidden.length === 0) expect(shown).toEqual(total);
        if (hidden.length === 1) expect(groups.filter(({ claims: some }) => some > 0)).toEqual(hidden);
      }),
    ));
});

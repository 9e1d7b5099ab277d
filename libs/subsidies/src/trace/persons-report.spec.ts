import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Band, bands } from '#kernel';
import { type PersonsOf, reachedByBand, reachedByBandForFunders } from './persons-report.js';
import type { TracedTerm } from './trace.types.js';

const term = (household: string, settled = 3_500): TracedTerm => ({
  ...{ scheme: 'DIOFIOR', household, term: 1, persons: 1, reserved: 0, committed: 0, settled, payments: [] },
});
const told = (counts: Partial<Record<Band, number>>) => reachedByBandForFunders([term('H1')], () => counts);

describe('whom a fund reached, by sex and age', () => {
  test('five girls below five are told, four are put together with the smallest others', () => {
    expect(told({ b1: 5 })).toEqual([{ sex: 'F', from: 0, below: 5, persons: 5 }]);
    expect(told({ b1: 4, b4: 20, b10: 9 })).toEqual([
      { sex: 'F', from: 25, below: 50, persons: 20 },
      { sex: null, from: null, below: null, persons: 13 },
    ]);
  });

  test('several small ones that make five leave the others alone', () =>
    expect(told({ b1: 4, b7: 1, b12: 6 })).toEqual([
      { sex: 'M', from: 60, below: null, persons: 6 },
      { sex: null, from: null, below: null, persons: 5 },
    ]));

  test('of fewer than five in all nothing is told', () =>
    expect(told({ b1: 2, b7: 2 })).toEqual([{ sex: null, from: null, below: null, persons: null }]));

  test('a household counts once, whatever its terms, and only when money reached it', () => {
    const personsOf: PersonsOf = () => ({ b4: 2 });
    const terms = [term('H1'), { ...term('H1'), term: 2 }, term('H2', 0), term('award/O-1')];
    expect(reachedByBand(terms, personsOf)).toEqual([{ sex: 'F', from: 25, below: 50, persons: 2 }]);
  });

  test('whatever the persons: each figure is of five or more, and none is found as a difference', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 12, maxLength: 12 }), numbers => {
        const counts = Object.fromEntries(bands.map(({ band }, at) => [band, numbers[at]!]));
        const whole = numbers.reduce((all, each) => all + each, 0);
        const figures = told(counts).map(({ persons }) => persons);
        if (figures.includes(null)) expect([figures.length, whole < 5]).toEqual([1, true]);
        else {
          for (const figure of figures) expect(figure).toBeGreaterThanOrEqual(5);
          expect(figures.reduce<number>((all, each) => all + (each ?? 0), 0)).toBe(whole);
        }
      }),
      { numRuns: 300 },
    ));
});

import { describe, expect, test } from '@jest/globals';
import { reachedByVillage, reachedForFunders } from './fund-report.js';
import type { TracedTerm } from './trace.types.js';

/** So many households of a village (their names begin with it), 3 500 F each. */
const village = (name: string, count: number, scheme = 'DIOFIOR'): TracedTerm[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ scheme, household: `${name}-${index}`, term: 1, persons: 1, reserved: 0, committed: 0, settled: 3_500 },
    payments: [],
  }));
const sectionOf = (_: string, household: string) => household.split('-')[0]!;
const told = (...terms: TracedTerm[][]) =>
  reachedForFunders(terms.flat(), sectionOf).map(({ scheme, section, households }) => ({
    scheme,
    section,
    households,
  }));

describe('what a funder is told', () => {
  test('a village with five households, not one with four', () => {
    expect(told(village('A', 5), village('B', 6))).toMatchObject([{ section: 'A' }, { section: 'B' }]);
    expect(told(village('A', 4), village('B', 4))).toEqual([{ scheme: 'DIOFIOR', section: null, households: 8 }]);
  });

  test('one small village goes together with the smallest of the others: the whole less the rest tells nothing', () =>
    expect(told(village('A', 1), village('B', 7), village('C', 6))).toEqual([
      { scheme: 'DIOFIOR', section: 'B', households: 7 },
      { scheme: 'DIOFIOR', section: null, households: 7 },
    ]));

  test('several small ones that make five stand together without the others', () =>
    expect(told(village('A', 2), village('B', 3), village('C', 6))).toEqual([
      { scheme: 'DIOFIOR', section: 'C', households: 6 },
      { scheme: 'DIOFIOR', section: null, households: 5 },
    ]));

  test('a scheme with fewer than five goes together with another', () =>
    expect(told(village('A', 2, 'LOUGA'), village('B', 9), village('C', 6))).toEqual([
      { scheme: 'DIOFIOR', section: 'B', households: 9 },
      { scheme: '*', section: null, households: 8 },
    ]));

  test('nothing of fewer than five in all', () => {
    expect(told(village('A', 2), village('B', 2))).toEqual([{ scheme: '*', section: null, households: null }]);
    expect(reachedForFunders(village('A', 4), sectionOf)[0]).toMatchObject({ settled: null, persons: null });
  });

  test('nobody reached is nobody told of', () => expect(told()).toEqual([]));

  test('whoever checks is told of each village', () =>
    expect(reachedByVillage([...village('A', 1), ...village('B', 7)], sectionOf)).toMatchObject([
      { section: 'A', households: 1, settled: 3_500 },
      { section: 'B', households: 7, settled: 24_500 },
    ]));
});

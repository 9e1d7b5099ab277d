import { describe, expect, test } from '@jest/globals';
import { coverOpens, funding, fundWith, request, settlement } from './fund.fixture.js';
import { simulate } from './simulate.js';

/** Two years: one request in the first, three in the second, which the money does not suffice for. */
const twoYears = () => {
  const story = fundWith(24_500, { window: { from: '2025-01-01', to: '2026-12-31' } });
  story.ask(request('H0', 1, '2025-06-01'));
  story.ask(coverOpens('H0', '2025-07-01'));
  story.ask(settlement('VIR-1', '2025-12-31'));
  story.ask(request('H1', 4, '2026-03-05'));
  story.ask(request('H2', 3, '2026-03-14'));
  story.ask(request('H3', 2, '2026-03-20'));
  return story;
};

const under = (altered: Parameters<typeof simulate>[2], from = '2026-01-01') => {
  const story = twoYears();
  return simulate(story.events, story.households, altered, from);
};

describe('a year replayed under another contract', () => {
  test('as it was: what was granted, and since when it did not suffice', () =>
    expect(under({})).toMatchObject({
      before: { granted: 21_000, households: 2, persons: 6, waiting: 3, exhaustedOn: '2026-03-14', available: 0 },
      after: { granted: 21_000, exhaustedOn: '2026-03-14' },
      ...{ gained: [], lost: [] },
    }));

  test('half as much for each person lasts for all: who gains, who loses', () => {
    const { after, gained, lost } = under({ perPerson: 1_750 });
    expect(after).toMatchObject({ granted: 15_750, households: 3, waiting: 0, exhaustedOn: null, available: 5_250 });
    expect(gained).toEqual([{ scheme: 'DIOFIOR', household: 'H3', term: 1, before: 0, after: 3_500 }]);
    expect(lost).toMatchObject([
      { household: 'H1', before: 14_000, after: 7_000 },
      { household: 'H2', before: 7_000, after: 5_250 },
    ]);
  });

  test('a cap for each household: the last franc inside', () => {
    expect(under({ capPerHousehold: 7_000 })).toMatchObject({
      after: { granted: 21_000, exhaustedOn: null },
      gained: [{ household: 'H3', after: 7_000 }],
      lost: [{ household: 'H1', after: 7_000 }],
    });
    expect(under({ capPerHousehold: 14_000 }).lost).toEqual([]);
  });

  test('a target that nobody is in', () =>
    expect(under({ categories: ['indigent'] })).toMatchObject({ after: { granted: 0, available: 21_000 } }));

  test('for whom a household’s category was known on the day', () => {
    const story = twoYears();
    const data = { scheme: 'DIOFIOR', household: 'H2', category: 'indigent', decision: 'PV-1', until: null };
    const noted = { type: 'subsidies.HouseholdCategoryNoted', version: 1, effectiveAt: '2026-03-14' } as const;
    const told = (from: string) => {
      const known = [{ ...noted, data: { ...data, from } }, ...(story.households.get('H2') ?? [])];
      const households = new Map([...story.households, ['H2', known]]);
      return simulate(story.events, households, { categories: ['indigent'] }, '2026-01-01').after;
    };
    expect(told('2026-03-14')).toMatchObject({ granted: 10_500, households: 1 });
    expect(told('2026-03-15')).toMatchObject({ granted: 0 });
  });

  test('leaves what was asked before as it was', () => {
    expect(under({ perPerson: 1_000 }).lost.map(({ household }) => household)).not.toContain('H0');
    expect(under({ perPerson: 1_000 }, '2025-01-01').lost.map(({ household }) => household)).toContain('H0');
  });

  test('an amendment that began later is altered as well', () => {
    const story = twoYears();
    const contract = { version: '2', perPerson: 2_000, wholePersons: true, capPerHousehold: null };
    const window = { from: '2025-01-01', to: '2026-12-31' };
    story.ask({ type: 'AmendFund', fund: 'F-MATCH', contract: { ...contract, window }, effectiveFrom: '2026-03-21' });
    story.ask(funding(100_000, 'AVIS-9', '2026-03-22'));
    story.ask(request('H9', 1, '2026-03-22'));
    const { lost } = simulate(story.events, story.households, { perPerson: 1_000 }, '2026-01-01');
    expect(lost).toContainEqual({ scheme: 'DIOFIOR', household: 'H9', term: 1, before: 2_000, after: 1_000 });
  });

  test('writes nothing: the events are those there were', () => {
    const story = twoYears();
    const before = JSON.stringify(story.events);
    simulate(story.events, story.households, { perPerson: 1 }, '2026-01-01');
    expect(JSON.stringify(story.events)).toBe(before);
  });
});

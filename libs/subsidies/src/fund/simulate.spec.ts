import { describe, expect, test } from '@jest/globals';
import type { HouseholdEvent } from '../household/household.events.js';
import type { ContractTerms } from './fund.events.js';
import { coverOpens, funding, fundWith, matching, request, settlement } from './fund.fixture.js';
import { simulate } from './simulate.js';
import type { Story } from './story.js';

const window = { from: '2025-01-01', to: '2026-12-31' };
const terms: ContractTerms = { ...matching, window };

/** Two years: one request in the first, three in the second, which the money does not suffice for. */
const twoYears = (): Story => {
  const story = fundWith(24_500, { window });
  story.ask(request('H0', 1, '2025-06-01'));
  story.ask(coverOpens('H0', '2025-07-01'));
  story.ask(settlement('VIR-1', '2025-12-31'));
  story.ask(request('H1', 4, '2026-03-05'));
  story.ask(request('H2', 3, '2026-03-14', { scheme: 'FANDENE' }));
  story.ask(request('H3', 2, '2026-03-20'));
  return story;
};

const under = (story: Story, contract: Partial<ContractTerms>, from: string | null = '2026-01-01') =>
  simulate(story.events, story.households, { contract: { ...terms, ...contract }, from });
const then = (...asked: Parameters<typeof under>) => under(...asked).schemes.map(scheme => scheme.then);

describe('a fund replayed under another contract', () => {
  test.each([null, '2025-01-01', '2026-01-01'])('as it was, from %s: nobody gains, nobody loses', from => {
    const { schemes, free, exhaustedOn, gained, lost } = under(twoYears(), {}, from);
    for (const each of schemes) expect(each.then).toEqual(each.now);
    expect([free, exhaustedOn]).toEqual([
      { now: 0, then: 0 },
      { now: '2026-03-14', then: '2026-03-14' },
    ]);
    expect([gained, lost]).toEqual([
      { households: 0, amount: 0 },
      { households: 0, amount: 0 },
    ]);
  });

  test('half as much for each person lasts for all', () => {
    const { schemes, free, exhaustedOn } = under(twoYears(), { perPerson: 1_750 });
    expect(schemes).toEqual([
      {
        now: { scheme: 'DIOFIOR', asked: 2, granted: 14_000, persons: 4, waiting: 2, declined: 0 },
        then: { scheme: 'DIOFIOR', asked: 2, granted: 10_500, persons: 6, waiting: 0, declined: 0 },
      },
      {
        now: { scheme: 'FANDENE', asked: 1, granted: 7_000, persons: 2, waiting: 1, declined: 0 },
        then: { scheme: 'FANDENE', asked: 1, granted: 5_250, persons: 3, waiting: 0, declined: 0 },
      },
    ]);
    expect([free.then, exhaustedOn.then]).toEqual([5_250, null]);
  });

  test('a cap for each household: the last franc inside', () => {
    expect(then(twoYears(), { capPerHousehold: 7_000 })).toMatchObject([{ granted: 14_000 }, { granted: 7_000 }]);
    expect(then(twoYears(), { capPerHousehold: 6_999 })).toMatchObject([{ granted: 7_000 }, { granted: 3_500 }]);
  });

  test('for one scheme alone: the others are left nothing', () =>
    expect(then(twoYears(), { schemes: ['DIOFIOR'] })).toMatchObject([
      { scheme: 'DIOFIOR', granted: 21_000, declined: 0 },
      { scheme: 'FANDENE', granted: 0, declined: 1 },
    ]));

  test('for whom a household’s category was known on the day', () => {
    const told = (from: string) => {
      const story = twoYears();
      const data = { scheme: 'FANDENE', household: 'H2', category: 'indigent', decision: 'PV-1', from, until: null };
      const noted: HouseholdEvent = {
        ...{ type: 'subsidies.HouseholdCategoryNoted', version: 1, effectiveAt: from },
        data,
      };
      story.households.set('H2', [noted, ...(story.households.get('H2') ?? [])]);
      return then(story, { categories: ['indigent'] })[1]!.granted;
    };
    expect([told('2026-03-14'), told('2026-03-15')]).toEqual([10_500, 0]);
  });

  test('the first and the last day of its window are heard, the days around them are not', () => {
    const heard = (from: string, to: string) =>
      then(twoYears(), { window: { from, to } }, null).map(({ asked, declined }) => asked - declined);
    expect(heard('2025-06-01', '2026-03-20')).toEqual([3, 1]);
    expect(heard('2025-06-02', '2026-03-20')).toEqual([2, 1]);
    expect(heard('2025-06-01', '2026-03-19')).toEqual([2, 1]);
  });

  test('leaves what was asked before the day as it was; of all that was ever asked when none is given', () => {
    const served = (from: string | null) => then(twoYears(), { perPerson: 1_000 }, from)[0]!.granted;
    expect([served('2026-01-01'), served('2025-06-02'), served('2025-06-01'), served(null)]).toEqual([
      ...[6_000, 6_000],
      ...[7_000, 7_000],
    ]);
  });

  test('every later version is replaced, one that began before stays', () => {
    const story = twoYears();
    const amended = { ...terms, version: '2', perPerson: 2_000 };
    story.ask({ type: 'AmendFund', fund: 'F-MATCH', contract: amended, effectiveFrom: '2026-03-21' });
    story.ask(funding(100_000, 'AVIS-9', '2026-03-22'));
    story.ask(request('H9', 1, '2026-03-22'));
    const grantedIn2026 = (from: string) =>
      simulate(story.events, story.households, { contract: { ...terms, perPerson: 1_000 }, from }).schemes;
    expect(grantedIn2026('2026-03-21')).toMatchObject([{ now: { granted: 2_000 }, then: { granted: 1_000 } }]);
    expect(grantedIn2026('2026-03-22')).toMatchObject([{ now: { granted: 2_000 }, then: { granted: 1_000 } }]);
    expect(grantedIn2026('2026-01-01')[0]).toMatchObject({ now: { granted: 23_000 }, then: { granted: 7_000 } });
  });

  test('knows what another fund carried of a contribution', () => {
    const cofunded = { cofunding: 'TOUR', funds: ['ETAT', 'F-MATCH'], currency: 'XOF' as const, asked: 14_000 };
    const story = fundWith(50_000, {
      perPerson: null,
      share: { of: 'residual', rate_bps: 10_000 },
      wholePersons: false,
    });
    const byState: HouseholdEvent = {
      ...{ type: 'subsidies.FundAsked', version: 1, effectiveAt: '2025-03-05' },
      data: {
        ...{ scheme: 'DIOFIOR', household: 'H1', term: 1, fund: 'ETAT', persons: 2, amount: 9_000, reason: null },
        ...{ requestedOn: '2025-03-05', cofunded },
      },
    };
    story.remember('H1', [byState]);
    story.ask(request('H1', 2, '2025-03-05', { perPerson: 7_000, cofunded }));
    const half = { ...matching, perPerson: null, wholePersons: false };
    const share = (rate_bps: number) => ({ ...half, share: { of: 'residual' as const, rate_bps } });
    const tried = (rate_bps: number) =>
      simulate(story.events, story.households, { contract: share(rate_bps), from: null }).schemes[0];
    expect(tried(10_000)).toMatchObject({ now: { granted: 5_000 }, then: { granted: 5_000 } });
    expect(tried(5_000)).toMatchObject({ then: { granted: 2_500 } });
  });

  describe('of fewer than five households who gain or lose, no figure is told', () => {
    const told = (households: number) => {
      const story = fundWith(350_000, { window });
      for (let n = 1; n <= households; n += 1) story.ask(request(`H${n}`, 1, '2026-03-01'));
      return under(story, { perPerson: 1_500 }).lost;
    };
    test.each([
      [0, { households: 0, amount: 0 }],
      [1, { households: null, amount: null }],
      [4, { households: null, amount: null }],
      [5, { households: 5, amount: 10_000 }],
    ])('%d', (households, expected) => expect(told(households)).toEqual(expected));

    test('one household is one, whatever its terms', () => {
      const story = fundWith(350_000, { window });
      for (let n = 1; n <= 5; n += 1) story.ask(request('H1', 1, '2026-03-01', { term: n }));
      expect(under(story, { perPerson: 1_500 }).lost).toEqual({ households: null, amount: null });
    });
  });

  test('writes nothing: the events are those there were', () => {
    const story = twoYears();
    const before = JSON.stringify([story.events, [...story.households]]);
    under(story, { perPerson: 1 });
    expect(JSON.stringify([story.events, [...story.households]])).toBe(before);
  });
});

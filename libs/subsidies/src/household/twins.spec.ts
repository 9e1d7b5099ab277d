import { describe, expect, test } from '@jest/globals';
import { foldAll } from '#kernel';
import { specFor } from '#testing/spec-for';
import { fundWith, request } from '../fund/fund.fixture.js';
import type { HouseholdCommand } from './household.commands.js';
import { householdDecider } from './household.decider.js';
import type { FundAsked, HouseholdEvent } from './household.events.js';
import { householdFold } from './household.state.js';
import { carriedElsewhere, twinHouseholds } from './twins.rule.js';

const household = specFor(householdDecider);
const twin = { scheme: 'LOUGA', household: 'H2', person: 'P2' };
const note = (same: boolean): HouseholdCommand => ({
  ...{ type: 'NoteDuplicate', scheme: 'DIOFIOR', household: 'H1', person: 'P1', twin, same, on: '2025-03-01' },
});
const asked = (changes: Partial<FundAsked['data']> = {}): HouseholdEvent => ({
  ...{ type: 'subsidies.FundAsked', version: 1, effectiveAt: '2025-02-01' },
  data: {
    ...{ household: 'H2', scheme: 'LOUGA', term: 1, fund: 'F', persons: 2, amount: 7_000, reason: null },
    ...{ requestedOn: '2025-02-01', named: ['P2', 'P3'], ...changes },
  },
});
const runs = (to: string): HouseholdEvent => ({
  ...{ type: 'subsidies.SubsidisedTermStarted', version: 1, effectiveAt: '2025-04-01' },
  data: { household: 'H2', scheme: 'LOUGA', term: 1, period: { from: '2025-04-01', to } },
});
const stateOf = (...events: readonly HouseholdEvent[]) => foldAll(householdFold, events);
const own = () => stateOf(...household.afterCommands(note(true)));
const counted = (
  others: readonly HouseholdEvent[],
  request = { term: 1, requestedOn: '2025-06-01', named: ['P1'] as readonly string[] | undefined },
  mine = own(),
) => carriedElsewhere(request, mine, { H2: stateOf(...others) }).length;

describe('that somebody is registered elsewhere too', () => {
  test('is noted once, and taken back once', () => {
    const noted = household.afterCommands(note(true));
    household.given().when(note(false)).thenNothing();
    household
      .given(...noted)
      .when(note(true))
      .thenNothing();
    household
      .given(...noted)
      .when(note(false))
      .thenLike({ type: 'subsidies.HouseholdTwinNoted', data: { same: false } });
    expect(twinHouseholds(own())).toEqual(['H2']);
    expect(twinHouseholds(stateOf(...household.afterCommands(note(true), note(false))))).toEqual([]);
  });

  test('counts while the other household is carried, and its cover has not begun', () => {
    expect(counted([])).toBe(0);
    expect(counted([asked()])).toBe(1);
    expect(counted([asked({ persons: 0, amount: 0 })])).toBe(0);
    const released: HouseholdEvent = {
      ...{ type: 'subsidies.FundNoLongerAsked', version: 1, effectiveAt: '2025-03-01' },
      data: { household: 'H2', scheme: 'LOUGA', term: 1, fund: 'F', kept: 0, releasedOn: '2025-03-01' },
    };
    expect(counted([asked(), released])).toBe(0);
  });

  test('counts to the last day of the other cover, and no day longer', () => {
    expect(counted([asked(), runs('2025-06-01')])).toBe(1);
    expect(counted([asked(), runs('2025-05-31')])).toBe(0);
  });

  test('a renewal asked ahead begins after the term before it', () => {
    const mine = stateOf(...household.afterCommands(note(true)), {
      ...{ type: 'subsidies.SubsidisedTermStarted', version: 1, effectiveAt: '2024-07-01' },
      data: { household: 'H1', scheme: 'DIOFIOR', term: 1, period: { from: '2024-07-01', to: '2025-06-30' } },
    });
    const renewal = { term: 2, requestedOn: '2025-05-02', named: ['P1'] };
    expect(counted([asked(), runs('2025-06-30')], renewal, mine)).toBe(0);
    expect(counted([asked(), runs('2025-07-01')], renewal, mine)).toBe(1);
  });

  test('counts for whom it is about: neither for others of the request, nor where the fund is for others', () => {
    expect(counted([asked()], { term: 1, requestedOn: '2025-06-01', named: ['P9'] })).toBe(0);
    expect(counted([asked()], { term: 1, requestedOn: '2025-06-01', named: undefined })).toBe(1);
    expect(counted([asked({ named: ['P3'] })])).toBe(0);
    expect(counted([asked({ named: ['P3'] }), asked({ named: ['P2'], persons: 1 })])).toBe(1);
    expect(counted([asked({ named: ['P3'] }), asked({ named: undefined, persons: 1 })])).toBe(1);
  });
});

describe('a fund', () => {
  test('carries the others of a household, and says why not all', () => {
    const story = fundWith(70_000);
    story.ask(request('H1', 3, '2025-03-05', { elsewhere: ['P1'] }));
    expect(story.standing('H1')).toMatchObject({ total: 7_000, served: 2, reason: 'SUB-006' });
  });

  test('remembers whom it carries: nobody who is carried elsewhere', () => {
    const story = fundWith(70_000);
    story.ask(request('H1', 2, '2025-03-05', { elsewhere: ['P1'], named: ['P1', 'P4'] }));
    expect(story.households.get('H1')).toMatchObject([{ data: { persons: 1, named: ['P4'] } }]);
  });

  test('declines a request for nobody else', () => {
    const story = fundWith(70_000);
    story.ask(request('H1', 1, '2025-03-05', { elsewhere: ['P1'] }));
    expect(story.standing('H1')).toMatchObject({ total: 0, served: 0, waiting: 0, reason: 'SUB-006' });
  });
});

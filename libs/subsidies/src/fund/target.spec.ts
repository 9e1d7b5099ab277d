import { describe, expect, test } from '@jest/globals';
import type { HouseholdCommand } from '../household/household.commands.js';
import { householdDecider } from '../household/household.decider.js';
import type { HouseholdEvent } from '../household/household.events.js';
import { specFor } from '#testing/spec-for';
import { fundWith, matching, request } from './fund.fixture.js';
import { FundReason } from './fund.reasons.js';
import type { Story } from './story.js';
import type { Target } from './target.js';

const own = { scheme: 'DIOFIOR', household: 'H1' };
const placed: HouseholdCommand = { type: 'NotePlace', ...own, section: 'BARGUIN', enrolledOn: '2025-01-05' };
/** A woman of 25 to 49, a man of the same ages, a girl and a boy below five. */
const counted: HouseholdCommand = {
  ...{ type: 'NotePersons', ...own, on: '2025-01-05' },
  joined: ['b1', 'b4', 'b7', 'b10'].map(band => ({ band: band as 'b1', persons: 1 })),
};
const groupNoted = (joined: boolean, on: string): HouseholdCommand => ({
  ...{ type: 'NoteGroup', ...own, group: 'TONTINE-3', joined, on },
});

const known = (...commands: HouseholdCommand[]): readonly HouseholdEvent[] =>
  specFor(householdDecider).afterCommands(...commands);

/** What a fund grants four persons of a household of whom that is known. */
const asked = (target: Target, commands: HouseholdCommand[], on = '2025-03-05', more: object = {}): Story => {
  const story = fundWith(70_000, { ...target, ...more });
  story.remember('H1', known(...commands));
  story.ask(request('H1', 4, on));
  return story;
};
const granted = (...given: Parameters<typeof asked>) => asked(...given).standing('H1');

describe('whom a contract is for', () => {
  test.each([
    [['BARGUIN'], 14_000, null],
    [['YOURGA', 'BARGUIN'], 14_000, null],
    [['YOURGA'], 0, 'SUB-002'],
  ])('villages %s', (sections, total, reason) =>
    expect(granted({ sections }, [placed])).toMatchObject({ total, reason }),
  );

  test('a household whose village nobody told is not meant', () =>
    expect(granted({ sections: ['BARGUIN'] }, [])).toMatchObject({ total: 0, reason: 'SUB-002' }));

  test.each([
    ['2025-01-31', 0],
    ['2025-02-01', 14_000],
    ['2025-06-30', 14_000],
    ['2025-07-01', 0],
  ])('a group, from the first to the last day a household pays with it: %s', (day, total) =>
    expect(
      granted({ groups: ['TONTINE-3'] }, [groupNoted(true, '2025-02-01'), groupNoted(false, '2025-06-30')], day),
    ).toMatchObject({ total }),
  );

  test.each([
    [{ sex: 'F' as const }, 2, 7_000],
    [{ belowAge: 5 }, 2, 7_000],
    [{ sex: 'M' as const, belowAge: 5 }, 1, 3_500],
    [{ fromAge: 25, belowAge: 50 }, 2, 7_000],
    [{ fromAge: 5, belowAge: 25 }, 0, 0],
    [{ fromAge: 60 }, 0, 0],
    [{ fromAge: 0 }, 4, 14_000],
  ])('persons %j: %d of four', (persons, served, total) =>
    expect(granted({ persons }, [counted])).toMatchObject({
      ...{ served, total, waiting: 0 },
      reason: served === 4 ? null : 'SUB-002',
    }),
  );

  test('of persons meant a share is a share of their contribution, not of the whole', () => {
    const share = { perPerson: null, wholePersons: false, share: { of: 'gross' as const, rate_bps: 5_000 } };
    expect(granted({ persons: { sex: 'F' } }, [counted], '2025-03-05', share)).toMatchObject({ total: 3_500 });
  });

  test('all that is said has to fit', () => {
    const target = { sections: ['BARGUIN'], groups: ['TONTINE-3'], persons: { belowAge: 5 } };
    const member = [placed, counted, groupNoted(true, '2025-02-01')];
    expect(granted(target, member)).toMatchObject({ total: 7_000 });
    expect(granted(target, [counted, member[2]!])).toMatchObject({ total: 0 });
    expect(granted(target, [placed, counted])).toMatchObject({ total: 0 });
  });

  test.each([
    [{ fromAge: 5, belowAge: 5 }, FundReason.agesReversed],
    [{ fromAge: 5, belowAge: 15 }, undefined],
    [{ belowAge: 0 }, FundReason.agesReversed],
  ])('ages %j', (persons, refused) => {
    const contract = { ...matching, version: '2', persons };
    const told = fundWith(0).ask({ type: 'AmendFund', fund: 'F-MATCH', contract, effectiveFrom: '2025-03-01' });
    expect(told.refused).toBe(refused);
  });
});

describe('what is known of a household for that', () => {
  const household = specFor(householdDecider);

  test('who joins later is added', () =>
    household
      .given(...known(counted))
      .when({ ...counted, joined: [{ band: 'b1', persons: 2 }] } as HouseholdCommand)
      .thenLike({ data: { joined: { b1: 2 }, bands: { b1: 3, b4: 1, b7: 1, b10: 1 } } }));

  test('a group once for each day it joins or leaves', () => {
    household
      .given(...known(groupNoted(true, '2025-02-01')))
      .when(groupNoted(true, '2025-02-01'))
      .thenNothing();
    household
      .given(...known(groupNoted(true, '2025-02-01'), groupNoted(false, '2025-06-30')))
      .when(groupNoted(true, '2025-09-01'))
      .thenLike({ data: { joined: true, on: '2025-09-01' } });
  });
});

import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import { asked, awa, closed, covered2025, enrol, issa, paid } from './examples/h0.js';
import type { HouseholdRequest } from './household.commands.js';
import { householdDecider } from './household.decider.js';
import { HouseholdReason } from './household.reasons.js';

const household = specFor(householdDecider);
const covered = household.afterCommands(...covered2025);
const moussa = {
  person: 'MOUSSA',
  name: 'Moussa Ouédraogo',
  sex: 'M',
  birthDate: '2007-06-15',
  relation: 'child',
} as const;
const withChild = household.afterCommands(
  enrol('2024-12-15', [awa, issa, moussa]),
  paid(1, '2024-12-18', ['AWA', 'ISSA', 'MOUSSA']),
);

const leave = (person: string, on: string, more: Partial<Extract<HouseholdRequest, { type: 'LeaveHousehold' }>> = {}) =>
  asked(on, { type: 'LeaveHousehold', person, because: 'divorce', on, ...more });

describe('someone leaves', () => {
  test('what was paid covers them to the end of the term, without grace', () =>
    household
      .given(...covered)
      .when(leave('ISSA', '2025-05-10'))
      .thenLike({
        type: 'membership.PersonLeft',
        effectiveAt: '2025-05-10',
        data: {
          because: 'divorce',
          policyholder: 'AWA',
          persons: [{ spans: [{ from: '2025-01-01', to: '2025-12-31', graceUntil: null, ended: 'left' }] }],
        },
      }));

  test('the next term neither asks for them nor covers them', () => {
    const left = household.afterCommands(...covered2025, leave('ISSA', '2025-05-10'));
    const renewal = household.given(...left).when(closed('2025-11-02'));
    renewal.thenLike({ type: 'membership.RenewalOpened', data: { persons: ['AWA'] } });
    household
      .given(...renewal.history)
      .when(paid(2, '2025-12-20', ['AWA', 'ISSA']))
      .thenLike({ type: 'membership.CoverageRenewed', data: { persons: [{ person: 'AWA' }] } });
  });

  test('the spouse answers for the household when the policyholder leaves', () =>
    household
      .given(...covered)
      .when(leave('AWA', '2025-05-10'))
      .thenLike({ data: { policyholder: 'ISSA' } }));

  test('a child comes of age on the birthday, not on the day before', () => {
    household
      .given(...withChild)
      .when(leave('MOUSSA', '2025-06-14', { because: 'majority' }))
      .thenRefused(HouseholdReason.underAge);
    household
      .given(...withChild)
      .when(leave('MOUSSA', '2025-06-15', { because: 'majority' }))
      .thenLike({ data: { because: 'majority' } });
  });

  test('once: the same day again changes nothing, another day is refused', () => {
    const left = household.afterCommands(...covered2025, leave('ISSA', '2025-05-10'));
    household
      .given(...left)
      .when(leave('ISSA', '2025-05-10'))
      .thenNothing();
    household
      .given(...left)
      .when(leave('ISSA', '2025-05-11'))
      .thenRefused(HouseholdReason.personGone);
    household
      .given(...left)
      .when(leave('NOBODY', '2025-05-11'))
      .thenRefused(HouseholdReason.personUnknown);
  });

  test('entered thirty days late by one person, later with a second', () => {
    const late = (recordedOn: string, approvedBy?: string) =>
      asked(recordedOn, {
        type: 'LeaveHousehold',
        ...{ person: 'ISSA', because: 'departure' as const, on: '2025-05-01' },
        ...(approvedBy ? { approvedBy } : {}),
      });
    household
      .given(...covered)
      .when(late('2025-05-31'))
      .thenLike({ data: { approvedBy: null } });
    household
      .given(...covered)
      .when(late('2025-06-01'))
      .thenRefused(HouseholdReason.backdatedTooFar, { late_days: 31 });
    household
      .given(...covered)
      .when(late('2025-06-01', 'clerk-1'))
      .thenRefused(HouseholdReason.backdatedTooFar);
    household
      .given(...covered)
      .when(late('2025-06-01', 'manager-1'))
      .thenLike({ data: { approvedBy: 'manager-1' } });
  });
});

describe('another policyholder', () => {
  const name = (policyholder: string, on: string, more: object = {}) =>
    asked(on, { type: 'NamePolicyholder', policyholder, because: 'orphans', on, ...more });

  test('an adult of the household', () =>
    household
      .given(...covered)
      .when(name('ISSA', '2025-03-01', { because: 'request' }))
      .thenLike({
        type: 'membership.PolicyholderChanged',
        data: { policyholder: 'ISSA', previous: 'AWA', outside: false },
      }));

  test('a child answers for nobody before coming of age', () => {
    household
      .given(...withChild)
      .when(name('MOUSSA', '2025-06-14'))
      .thenRefused(HouseholdReason.underAge);
    household
      .given(...withChild)
      .when(name('MOUSSA', '2025-06-15'))
      .thenLike({ data: { policyholder: 'MOUSSA' } });
  });

  test('a guardian from outside is described, sealed; orphans keep their cover', () => {
    const died = (person: string) =>
      asked('2025-03-02', { type: 'RecordDeath', person, diedOn: '2025-03-01', declaredOn: '2025-03-02' });
    const orphans = household.given(...withChild).when(died('AWA')).history;
    const alone = household.given(...orphans).when(died('ISSA')).history;
    expect(household.stateAfter(alone)).toMatchObject({ policyholder: null });
    household
      .given(...alone)
      .when(name('TANTE', '2025-03-10'))
      .thenRefused(HouseholdReason.personUnknown);
    const named = household.given(...alone).when(name('TANTE', '2025-03-10', { guardian: { name: 'Aïcha Sawadogo' } }));
    named.thenLike({
      data: { policyholder: 'TANTE', previous: null, outside: true },
      sealed: { TANTE: { class: 'identity', value: { name: 'Aïcha Sawadogo' } } },
    });
    expect(JSON.stringify(named.events[0]!.data)).not.toContain('Sawadogo');
    expect(household.stateAfter(named.history)).toMatchObject({
      policyholder: 'TANTE',
      members: [{}, {}, { person: 'MOUSSA', cover: { spans: [{ to: '2025-12-31', ended: null }] } }],
    });
  });
});

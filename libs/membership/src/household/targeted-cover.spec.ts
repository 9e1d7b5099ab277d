import { describe, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import { asked, enrol, paid } from './examples/h0.js';
import { householdDecider } from './household.decider.js';
import { HouseholdReason } from './household.reasons.js';

const household = specFor(householdDecider);
const grant = (from: string, approvedOn: string, recordedOn = approvedOn) =>
  asked(recordedOn, { type: 'GrantTargetedCover', from, approvedOn, decision: 'CI-7', approvedBy: 'board' });

describe('cover by a targeted decision, where a fund has paid for a term already', () => {
  const paidFor = household.afterCommands(enrol('2025-05-20'), paid(1, '2025-05-20'));

  test('takes the place of the term that has not begun, with its number and nobody covered twice', () =>
    household
      .given(...paidFor)
      .when(grant('2025-04-01', '2025-05-20'))
      .thenLike({
        type: 'membership.TargetedCoverageGranted',
        data: {
          term: 1,
          from: '2025-04-01',
          to: '2026-03-31',
          persons: [{ spans: [{ from: '2025-04-01', to: '2026-03-31', waitingWaived: true }] }, {}],
        },
      }));

  test('is the only term afterwards: the next one to be paid is the second', () =>
    household
      .given(...household.afterCommands(enrol('2025-05-20'), paid(1, '2025-05-20'), grant('2025-04-01', '2025-05-20')))
      .when(grant('2026-01-01', '2025-05-21'))
      .thenRefused(HouseholdReason.alreadyCovered));

  test('still does on the last day before it begins', () =>
    household
      .given(...paidFor)
      .when(grant('2025-05-31', '2025-05-31'))
      .thenLike({ data: { from: '2025-05-31', to: '2026-05-30' } }));

  test('does not when somebody it was paid for died meanwhile', () => {
    const died = asked('2025-06-03', {
      type: 'RecordDeath',
      person: 'ISSA',
      diedOn: '2025-06-02',
      declaredOn: '2025-06-02',
    });
    household
      .given(...household.afterCommands(enrol('2025-05-20'), paid(1, '2025-05-20'), died))
      .when(grant('2025-04-01', '2025-05-20', '2025-06-04'))
      .thenRefused(HouseholdReason.alreadyCovered);
  });

  test('does not once it has begun, nor for the day it begins on', () => {
    household
      .given(...paidFor)
      .when(grant('2025-04-01', '2025-06-01'))
      .thenRefused(HouseholdReason.alreadyCovered);
    household
      .given(...paidFor)
      .when(grant('2025-06-01', '2025-05-20'))
      .thenRefused(HouseholdReason.alreadyCovered);
  });
});

import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import { asked, closed, covered2025, enrolment, paid } from './examples/h0.js';
import { householdDecider } from './household.decider.js';
import { HouseholdReason } from './household.reasons.js';

const household = specFor(householdDecider);
const covered = household.afterCommands(...covered2025);
const approvedBy = 'manager-1';

describe('waiting served elsewhere', () => {
  const credit = (waitingFrom: string, coveredUntil: string, more: object = { approvedBy }) =>
    asked('2025-02-01', {
      type: 'CreditWaiting',
      ...{ person: 'AWA', waitingFrom, coveredUntil, decision: 'CA-3' },
      ...more,
    });

  test('counts from its own first day', () =>
    household
      .given(...covered)
      .when(credit('2023-05-01', '2024-12-31'))
      .thenLike({
        type: 'membership.WaitingCredited',
        data: { persons: [{ person: 'AWA', spans: [{ from: '2025-01-01', waitingFrom: '2023-05-01' }] }], approvedBy },
      }));

  test('when the other cover ended within the days of grace before this one, the last inside', () => {
    household
      .given(...covered)
      .when(credit('2023-05-01', '2024-12-01'))
      .thenLike({ type: 'membership.WaitingCredited' });
    household
      .given(...covered)
      .when(credit('2023-05-01', '2024-11-30'))
      .thenRefused(HouseholdReason.coverElsewhereTooOld, { oldest: '2024-12-01' });
  });

  test('only to the member’s good, for somebody covered, and with a second person', () => {
    household
      .given(...covered)
      .when(credit('2025-01-01', '2025-01-01'))
      .thenRefused(HouseholdReason.waitingNotEarlier);
    household
      .given(...household.afterCommands(covered2025[0]))
      .when(credit('2023-05-01', '2024-12-31'))
      .thenRefused(HouseholdReason.notCovered);
    for (const more of [{}, { approvedBy: 'clerk-1' }])
      household
        .given(...covered)
        .when(credit('2023-05-01', '2024-12-31', more))
        .thenRefused(HouseholdReason.approvalRequired);
  });

  test('stays with the person at the next renewal', () => {
    const credited = household.afterCommands(
      ...covered2025,
      credit('2023-05-01', '2024-12-31'),
      closed('2025-11-02'),
      paid(2, '2025-12-20'),
    );
    expect(household.stateAfter(credited)).toMatchObject({
      members: [
        { cover: { spans: [{}, { from: '2026-01-01', waitingFrom: '2023-05-01' }] } },
        { cover: { spans: [{}, { from: '2026-01-01', waitingFrom: '2025-01-01' }] } },
      ],
    });
  });
});

describe('struck off by decision', () => {
  const strike = (on: string, more: object = { approvedBy }) =>
    asked('2025-06-20', { type: 'StrikeOff', on, decision: 'AG-2025-4', because: 'fraud', ...more });
  const struck = household.afterCommands(...covered2025, strike('2025-06-15'));

  test('the day named is the last one covered', () =>
    household
      .given(...covered)
      .when(strike('2025-06-15'))
      .thenLike({
        type: 'membership.HouseholdStruckOff',
        data: {
          decision: 'AG-2025-4',
          approvedBy,
          awaited: null,
          persons: [
            { person: 'AWA', spans: [{ to: '2025-06-15', ended: 'struckOff', graceUntil: null }] },
            { person: 'ISSA', spans: [{ to: '2025-06-15' }] },
          ],
        },
      }));

  test('takes a second person', () => {
    for (const more of [{}, { approvedBy: 'clerk-1' }])
      household
        .given(...covered)
        .when(strike('2025-06-15', more))
        .thenRefused(HouseholdReason.approvalRequired);
  });

  test('what was to be paid next is given up', () => {
    const open = household.afterCommands(...covered2025, closed('2025-11-02'));
    household
      .given(...open)
      .when(asked('2025-11-20', { type: 'StrikeOff', on: '2025-11-20', decision: 'D', because: 'debt', approvedBy }))
      .thenLike({ data: { awaited: 2 } });
  });

  test('nothing more is decided for it, and its id is not used again', () => {
    household
      .given(...struck)
      .when(strike('2025-06-16'))
      .thenNothing();
    household
      .given(...struck)
      .when(asked('2025-07-01', { type: 'CancelEnrolment', on: '2025-07-01' }))
      .thenRefused(HouseholdReason.struckOff);
    household
      .given(...struck)
      .when(asked('2025-07-01', enrolment('2025-07-01')))
      .thenRefused(HouseholdReason.alreadyEnrolled);
    household
      .given(...struck)
      .when(paid(2, '2025-12-20'))
      .thenRefused(HouseholdReason.struckOff);
  });
});

import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import { asked, closed, covered2025, enrol, paid } from './examples/h0.js';
import type { HouseholdCommand } from './household.commands.js';
import { householdDecider } from './household.decider.js';
import { HouseholdReason } from './household.reasons.js';

const household = specFor(householdDecider);
const covered = household.afterCommands(...covered2025);

describe('suspension', () => {
  const suspend = asked('2025-07-01', { type: 'NoteEntitlementSuspended', term: 1, from: '2025-07-01', origin: 'o1' });
  const resume = (from: string) => asked('2025-07-10', { type: 'NoteEntitlementResumed', term: 1, from, origin: 'o2' });
  const suspensionsAfter = (...commands: readonly HouseholdCommand[]) => {
    const state = household.stateAfter(household.afterCommands(...covered2025, ...commands));
    return state.status === 'none' ? [] : state.members.map(({ cover }) => cover.spans[0]?.suspensions);
  };

  test('holds for the whole household until the day before rights resume', () => {
    expect(suspensionsAfter(suspend)).toEqual([
      [{ from: '2025-07-01', until: null }],
      [{ from: '2025-07-01', until: null }],
    ]);
    expect(suspensionsAfter(suspend, resume('2025-07-11'))[0]).toEqual([{ from: '2025-07-01', until: '2025-07-10' }]);
  });

  test('leaves no trace when the payment turns out to have been in time', () =>
    expect(suspensionsAfter(suspend, resume('2025-07-01'))[0]).toEqual([]));
});

describe('a voided receipt', () => {
  const withdraw = (term: number, on: string) =>
    asked(on, { type: 'NoteEntitlementWithdrawn', term, because: 'bounced', on, origin: 'void-1' });

  test('below the threshold takes the cover of the term away; paid again, it starts by the general rule', () => {
    const gone = household.given(...covered).when(withdraw(1, '2025-02-03'));
    gone.thenLike({ type: 'membership.CoverageWithdrawn', data: { persons: [{ spans: [] }, { spans: [] }] } });
    household
      .given(...gone.history)
      .when(paid(1, '2025-02-20'))
      .thenLike({ data: { from: '2025-03-01' } });
  });

  test('of a renewal puts the household back in grace, and in the end it lapses', () => {
    const renewed = household.afterCommands(
      ...covered2025,
      closed('2025-11-01'),
      paid(2, '2026-01-10'),
      withdraw(2, '2026-01-20'),
    );
    household
      .given(...renewed)
      .when(closed('2026-01-30'))
      .thenNothing();
    household
      .given(...renewed)
      .when(closed('2026-01-31'))
      .thenLike(
        { type: 'membership.CoverageLapsed', data: { term: 1 } },
        { type: 'membership.TermAbandoned', data: { term: 2 } },
      );
  });
});

describe('a term paid again after the next one was paid', () => {
  const withdrawn = household.afterCommands(
    ...covered2025,
    closed('2025-11-01'),
    paid(2, '2025-11-05'),
    asked('2025-11-20', {
      type: 'NoteEntitlementWithdrawn',
      term: 1,
      because: 'bounced',
      on: '2025-11-20',
      origin: 'void-1',
    }),
  );

  test('gives cover up to the next', () =>
    household
      .given(...withdrawn)
      .when(paid(1, '2025-11-25'))
      .thenLike({ type: 'membership.CoverageStarted', data: { term: 1, from: '2025-12-01', to: '2025-12-31' } }));

  test('gives none once the next has begun', () =>
    household
      .given(...withdrawn)
      .when(paid(1, '2025-12-01'))
      .thenNothing());
});

describe('cancelling', () => {
  const cancel = (on: string) => asked(on, { type: 'CancelEnrolment', on });

  test('is free until the day before cover starts', () => {
    household
      .given(...covered)
      .when(cancel('2024-12-31'))
      .thenLike({ type: 'membership.EnrolmentCancelled', data: { term: 1, persons: [{ spans: [] }, { spans: [] }] } });
    household
      .given(...covered)
      .when(cancel('2025-01-01'))
      .thenRefused(HouseholdReason.coverStarted);
  });

  test('leaves the household free to enrol again, for another term', () => {
    const left = household.afterCommands(...covered2025, cancel('2024-12-20'));
    household
      .given(...left)
      .when(asked('2024-12-21', { type: 'CloseHouseholdDay', day: '2024-12-21' }))
      .thenRefused(HouseholdReason.left);
    household
      .given(...left)
      .when(enrol('2025-02-01'))
      .thenLike({ type: 'membership.HouseholdEnrolled', data: { term: 2 } });
  });
});

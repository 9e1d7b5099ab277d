import { describe, expect, test } from '@jest/globals';
import { balanceOf, coverOpens, fundWith, request, settlement } from './fund.fixture.js';
import type { ClawbackCause } from './fund.events.js';
import type { ReservationCommand } from './reservation.commands.js';
import { ReservationReason } from './reservation.reasons.js';

const clawBack = (
  person: string,
  unearnedMonths: number,
  cause: ClawbackCause = 'death',
  household = 'H1',
): ReservationCommand => ({
  type: 'ClawBack',
  ...{ scheme: 'DIOFIOR', household, term: 1, person, cause, unearnedMonths },
  months: 12,
  clawedBackOn: '2025-09-20',
});

const covered = (clawback = true, amount = 14_000) => {
  const story = fundWith(amount, clawback ? { clawback } : {});
  story.ask(request('H1', 4, '2025-03-05'));
  story.ask(coverOpens('H1'));
  return story;
};

describe('months that nobody lives to use', () => {
  test('are not owed any more, as long as the scheme was not paid: six of twelve', () => {
    const story = covered();
    expect(story.ask(clawBack('H1-4', 6)).events).toMatchObject([
      { type: 'subsidies.SubsidyClawedBack', data: { amount: 1_750, fromSettled: 0, standing: { total: 12_250 } } },
    ]);
    expect(balanceOf(story)).toMatchObject({ available: 1_750, committed: 12_250, settled: 0 });
  });

  test('are owed by the scheme once it was paid', () => {
    const story = covered();
    story.ask(settlement());
    expect(story.ask(clawBack('H1-4', 6)).events).toMatchObject([{ data: { amount: 1_750, fromSettled: 1_750 } }]);
    expect(balanceOf(story)).toEqual({
      received: 14_000,
      available: 1_750,
      reserved: 0,
      committed: 0,
      settled: 12_250,
    });
  });

  test('are all twelve of somebody who was covered twice', () => {
    const story = covered();
    expect(story.ask(clawBack('H1-2', 12, 'duplicate')).events).toMatchObject([{ data: { amount: 3_500 } }]);
  });

  test('come back once, and serve those who wait', () => {
    const story = covered();
    story.ask(request('H2', 1, '2025-03-06'));
    story.ask(clawBack('H1-4', 12));
    expect(story.standing('H2')).toMatchObject({ total: 3_500, waiting: 0 });
    expect(story.ask(clawBack('H1-4', 12)).events).toEqual([]);
    expect(story.ask(clawBack('H1-3', 12)).events).toMatchObject([{ data: { amount: 3_500 } }]);
  });

  test('stay with the scheme where the contract says nothing of them', () =>
    expect(covered(false).ask(clawBack('H1-4', 6)).refused).toBe(ReservationReason.clawbackNotAgreed));

  test('cannot be more than there are', () => {
    expect(covered().ask(clawBack('H1-4', 13)).refused).toBe(ReservationReason.monthsWrong);
    expect(covered().ask(clawBack('H1-4', 12, 'death', 'H9')).refused).toBe(ReservationReason.unknown);
  });

  test('are none of what was only set aside', () => {
    const story = fundWith(14_000, { clawback: true });
    story.ask(request('H1', 4, '2025-03-05'));
    expect(story.ask(clawBack('H1-4', 12)).events).toEqual([]);
  });
});

import { describe, expect, test } from '@jest/globals';
import type { OpenAccount, OwnedDue, Term } from '../account/account.state.js';
import type { Plan } from '../plan/plan.state.js';
import { nothingCalled, underPlan } from './under-plan.js';

const plan: Plan = {
  version: '1',
  effectiveFrom: '2024-01-01',
  currency: 'XOF',
  joiningFee: 1_000,
  contributionPerPerson: 7_000,
  months: 12,
  threshold_bps: 10_000,
  balanceDueMonths: null,
  subsidy: null,
  backdatingDays: 30,
  timezone: 'UTC',
};
const paid = (amount: number) => [
  { receipt: 'R1', due: 2, term: 1, what: 'contribution' as const, amount, on: '2025-01-05' },
];
const due = (more: Partial<OwnedDue> = {}): OwnedDue => ({
  due: 2,
  what: 'contribution',
  term: 1,
  persons: ['A', 'B'],
  later: false,
  gross: 14_000,
  subsidy: null,
  memberShare: 14_000,
  threshold: 14_000,
  raisedOn: '2025-01-01',
  cancelled: false,
  carried: false,
  parts: paid(14_000),
  metOn: '2025-01-05',
  ...more,
});
const account = (...dues: OwnedDue[]): OpenAccount => ({
  status: 'open',
  household: 'H1',
  scheme: 'A',
  product: 'P',
  currency: 'XOF',
  terms: [{ term: 1, plan } as Term],
  dues,
  receipts: [],
  credit: [],
  awaited: [],
});
const window = { from: '2025-01-01', to: '2025-01-31' };

describe('what another plan would have called for', () => {
  test('the same plan calls for the same', () => {
    const one = underPlan(account(due()), plan, window)!;
    expect(one.then).toEqual(one.now);
    expect(one).toMatchObject({ persons: 2, contributions: 1, now: { gross: 14_000, members: 14_000, opened: 1 } });
  });
  test('a dearer one calls for more, and rights open for those who paid that much', () => {
    const dearer = { ...plan, contributionPerPerson: 9_000, threshold_bps: 7_500 };
    expect(underPlan(account(due()), dearer, window)?.then).toMatchObject({ gross: 18_000, opened: 1 });
    expect(underPlan(account(due({ parts: paid(13_500) })), dearer, window)?.then.opened).toBe(1);
    expect(underPlan(account(due({ parts: paid(13_499) })), dearer, window)?.then.opened).toBe(0);
  });
  test('who joined later would have owed the same part of the year, all of which opens rights', () => {
    const later = due({ persons: ['C'], later: true, gross: 3_500, memberShare: 3_500, parts: paid(4_500) });
    const half = { ...plan, contributionPerPerson: 9_001, threshold_bps: 5_000 };
    expect(underPlan(account(later), half, window)?.then).toMatchObject({ gross: 4_500, opened: 1 });
    expect(underPlan(account({ ...later, parts: paid(4_499) }), half, window)?.then.opened).toBe(0);
  });
  test('a fund carries no more than there is', () => {
    const funded = { ...plan, subsidy: { fund: 'F', perPerson: 8_000 } };
    expect(underPlan(account(due()), funded, window)?.then).toMatchObject({ funds: 14_000, members: 0, opened: 1 });
    const some = { ...plan, subsidy: { fund: 'F', perPerson: 3_000 } };
    expect(underPlan(account(due()), some, window)?.then).toMatchObject({ funds: 6_000, members: 8_000 });
  });
  test('joining fees stand apart', () => {
    const fee = due({ what: 'joining-fee', persons: [], gross: 1_000 });
    const one = underPlan(account(fee), { ...plan, joiningFee: 500 }, window)!;
    expect([one.now, one.then]).toEqual([
      { ...nothingCalled, joiningFees: 1_000 },
      { ...nothingCalled, joiningFees: 500 },
    ]);
  });
  test.each([
    ['2024-12-31', false],
    ['2025-01-01', true],
    ['2025-01-31', true],
    ['2025-02-01', false],
  ])('called for on %s is inside: %s', (raisedOn, inside) =>
    expect(underPlan(account(due({ raisedOn })), plan, window) !== undefined).toBe(inside),
  );
  test('what is void or carried elsewhere is left aside', () => {
    expect(underPlan(account(due({ cancelled: true })), plan, window)).toBeUndefined();
    expect(underPlan(account(due({ carried: true })), plan, window)).toBeUndefined();
  });
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import { AccountStory, instalments } from '../../test/account-story.js';

/** Four persons, half of whose contribution the State carries: 14 000 F of their own, 10 500 F open rights. */
const plan = { ...instalments, joiningFee: 0, subsidy: { fund: 'ETAT', perPerson: 3_500 } };
let household: AccountStory;
beforeEach(() => {
  household = new AccountStory([plan]);
  household.enrol(['AWA', 'ISSA', 'BINTA', 'ALI']);
  household.subsidy(14_000, 4, 0);
  household.pay('R1', 6_000, '2024-12-12');
  household.pay('R2', 4_000, '2024-12-16');
});
const open = () => {
  household.pay('R3', 500, '2024-12-18');
  household.start(1, '2025-01-01', '2025-12-31');
};

describe('paying by instalments', () => {
  test('10 000 F of 10 500 F open nothing; 500 F more do', () => {
    expect(household.view.terms).toMatchObject([{ status: 'unpaid', memberShare: 14_000, threshold: 10_500 }]);
    open();
    expect(household.view.terms).toMatchObject([
      { status: 'entitled', metOn: '2024-12-18', outstanding: 3_500, balanceDueOn: '2025-07-01' },
    ]);
  });

  test('the balance unpaid at the end of its due day suspends from that day', () => {
    open();
    expect(household.close('2025-06-30')).toEqual([]);
    expect(household.close('2025-07-01')).toMatchObject([
      { type: 'contributions.EntitlementSuspended', effectiveAt: '2025-07-01', data: { from: '2025-07-01' } },
    ]);
    expect(household.close('2025-07-02')).toEqual([]);
  });

  test('paid on its due day suspends nothing', () => {
    open();
    household.pay('R4', 3_500, '2025-07-01');
    expect(household.close('2025-07-01')).toEqual([]);
  });

  test('arrears paid on 10 July give rights again from the 11th, without back-cover', () => {
    open();
    household.close('2025-07-01');
    household.pay('R4', 3_499, '2025-07-05');
    expect(household.view.terms).toMatchObject([{ status: 'suspended' }]);
    expect(household.pay('R5', 1, '2025-07-10')).toMatchObject([
      { type: 'contributions.ReceiptRecorded' },
      { type: 'contributions.EntitlementResumed', data: { from: '2025-07-11' } },
    ]);
  });

  test('a receipt of the due day entered after it was closed leaves no suspension', () => {
    open();
    household.close('2025-07-01');
    expect(household.pay('R4', 3_500, '2025-07-01')).toMatchObject([{}, { data: { from: '2025-07-01' } }]);
  });

  test('paid late before the day was closed, rights were suspended all the same', () => {
    open();
    expect(household.pay('R4', 3_500, '2025-07-10')).toMatchObject([
      {},
      { type: 'contributions.EntitlementSuspended', data: { from: '2025-07-01' } },
      { type: 'contributions.EntitlementResumed', data: { from: '2025-07-11' } },
    ]);
    expect(household.close('2025-07-10')).toEqual([]);
  });

  test('a voided balance suspends again at the next close', () => {
    open();
    household.pay('R4', 3_500, '2025-06-20');
    household.void('R4', '2025-07-03');
    expect(household.close('2025-07-03')).toMatchObject([{ data: { from: '2025-07-01', outstanding: 3_500 } }]);
  });

  test('cover that comes back after a void has its balance due from its own start', () => {
    open();
    household.void('R3', '2025-02-01');
    household.pay('R4', 500, '2025-02-10');
    household.start(1, '2025-03-01', '2026-02-28');
    expect(household.view.terms).toMatchObject([{ status: 'entitled', balanceDueOn: '2025-09-01' }]);
  });
});

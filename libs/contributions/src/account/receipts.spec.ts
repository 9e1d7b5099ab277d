import { beforeEach, describe, expect, test } from '@jest/globals';
import { AccountReason } from './account.reasons.js';
import { AccountStory, essentiel, instalments } from '../../test/account-story.js';

let household: AccountStory;
beforeEach(() => {
  household = new AccountStory();
  household.enrol();
});

describe('dues of a new household', () => {
  test('are the joining fee once, and a contribution for each person', () => {
    expect(household.view).toMatchObject({ due: 15_000, outstanding: 15_000, joiningFee: { due: 1_000, paid: 0 } });
    expect(household.view.terms).toMatchObject([{ term: 1, status: 'unpaid', memberShare: 14_000, threshold: 14_000 }]);
  });

  test('are raised once, however often membership says it', () => expect(household.enrol()).toEqual([]));

  test('wait for the first plan, and are raised with the next receipt', () => {
    const early = new AccountStory([]);
    early.enrol();
    expect(early.pay('R1', 15_000, '2024-12-18')).toBe(AccountReason.noPlanInForce);
    const receipt = { type: 'RecordReceipt', receipt: 'R1', amount: 15_000, receivedOn: '2024-12-18' } as const;
    early.ask(receipt, '2024-12-18', [{ ...essentiel, effectiveFrom: '2025-01-01' }]);
    expect(early.told).toEqual(['DuesAwaitPlan', 'DuesRaised', 'ReceiptRecorded', 'EntitlementOpened']);
  });
});

describe('a receipt', () => {
  test('pays the joining fee, then the contribution; the rest is credit', () => {
    household.pay('R1', 20_000, '2024-12-18');
    expect(household.events[1]).toMatchObject({
      type: 'contributions.ReceiptRecorded',
      data: {
        allocations: [
          { what: 'joining-fee', amount: 1_000 },
          { what: 'contribution', amount: 14_000, on: '2024-12-18' },
        ],
        credit: [{ receipt: 'R1', amount: 5_000 }],
        postings: [
          { account: 'cash', amount: 20_000 },
          { account: 'joining-fees', amount: -1_000 },
          { account: 'contributions', amount: -14_000 },
          { account: 'member-credit', amount: -5_000 },
        ],
      },
    });
    expect(household.view).toMatchObject({ paid: 15_000, outstanding: 0, credit: 5_000 });
  });

  test('opens rights with the last franc of the threshold, on the date it bears', () => {
    household.pay('R1', 14_999, '2024-12-11');
    expect(household.view.terms).toMatchObject([{ status: 'unpaid', outstanding: 1 }]);
    const opened = household.pay('R2', 1, '2024-12-18');
    expect(opened).toMatchObject([
      { type: 'contributions.ReceiptRecorded' },
      { type: 'contributions.EntitlementOpened', data: { metOn: '2024-12-18', persons: ['AWA', 'ISSA'] } },
    ]);
  });

  test('entered late but dated earlier does not move the threshold before the money was all there', () => {
    household.pay('R1', 10_000, '2025-02-20');
    expect(household.pay('R2', 5_000, '2025-01-15')).toMatchObject([{}, { data: { metOn: '2025-02-20' } }]);
  });

  test('says the joining fee is no part of the threshold', () => {
    const partly = new AccountStory([instalments]);
    partly.enrol();
    partly.pay('R1', 11_499, '2024-12-18');
    expect(partly.view.terms).toMatchObject([{ status: 'unpaid', paid: 10_499, threshold: 10_500 }]);
    partly.pay('R2', 1, '2024-12-19');
    expect(partly.view.terms).toMatchObject([{ status: 'entitled', metOn: '2024-12-19' }]);
  });

  test('opens rights at no less than the threshold: a part of a franc counts as one', () => {
    const third = new AccountStory([{ ...essentiel, joiningFee: 0, threshold_bps: 3_333 }]);
    third.enrol(['AWA']);
    third.pay('R1', 2_333, '2024-12-18');
    expect(third.view.terms).toMatchObject([{ status: 'unpaid', threshold: 2_334 }]);
    third.pay('R2', 1, '2024-12-19');
    expect(third.view.terms).toMatchObject([{ status: 'entitled' }]);
  });

  test('number serves once: the same receipt again changes nothing, another under it is refused', () => {
    household.pay('R1', 5_000, '2024-12-18');
    expect(household.pay('R1', 5_000, '2024-12-18')).toEqual([]);
    expect(household.pay('R1', 5_001, '2024-12-18')).toBe(AccountReason.numberTaken);
  });

  test('of a household without dues is refused', () =>
    expect(new AccountStory().pay('R1', 5_000, '2024-12-18')).toBe(AccountReason.unknown));

  test('bears no date to come', () =>
    expect(household.pay('R1', 5_000, '2024-12-19', '2024-12-18')).toBe(AccountReason.datedInFuture));

  test('thirty days late needs one person; thirty-one need two', () => {
    expect(household.pay('R1', 5_000, '2024-12-18', '2025-01-18')).toBe(AccountReason.backdatedTooFar);
    const receipt = { type: 'RecordReceipt', receipt: 'R1', amount: 5_000, receivedOn: '2024-12-18' } as const;
    expect(household.ask({ ...receipt, approvedBy: 'clerk-1' }, '2025-01-18')).toBe(AccountReason.backdatedTooFar);
    expect(household.ask({ ...receipt, approvedBy: 'manager-1' }, '2025-01-18')).toHaveLength(1);
    expect(household.pay('R2', 5_000, '2024-12-19', '2025-01-18')).toHaveLength(1);
  });
});

describe('voiding a receipt', () => {
  test('owes again what it paid and takes the rights away', () => {
    household.pay('R1', 20_000, '2024-12-18');
    expect(household.void('R1', '2025-01-05')).toMatchObject([
      {
        type: 'contributions.ReceiptVoided',
        data: { released: [{ amount: 1_000 }, { amount: 14_000 }], credit: [] },
        sealed: { reason: { value: 'chèque impayé', class: 'identity' } },
      },
      { type: 'contributions.EntitlementWithdrawn', effectiveAt: '2025-01-05', data: { because: 'receipt-voided' } },
    ]);
    expect(household.view).toMatchObject({ paid: 0, outstanding: 15_000, credit: 0 });
  });

  test('leaves rights alone while the threshold is still met', () => {
    household.pay('R1', 15_000, '2024-12-18');
    household.pay('R2', 5_000, '2024-12-20');
    expect(household.void('R2', '2025-01-05')).toHaveLength(1);
    expect(household.view.terms).toMatchObject([{ status: 'entitled' }]);
  });

  test('lets the credit of other receipts pay in its place', () => {
    household.pay('R1', 15_000, '2024-12-18');
    household.pay('R2', 15_000, '2024-12-20');
    expect(household.void('R1', '2025-01-05')).toMatchObject([
      { type: 'contributions.ReceiptVoided' },
      { type: 'contributions.CreditUsed', data: { allocations: [{ receipt: 'R2', amount: 1_000 }, {}] } },
    ]);
    expect(household.view.terms).toMatchObject([{ status: 'entitled' }]);
  });

  test('is done once, for a receipt that is there, not before it was received', () => {
    household.pay('R1', 15_000, '2024-12-18');
    expect(household.void('R9', '2025-01-05')).toBe(AccountReason.receiptUnknown);
    expect(household.void('R1', '2024-12-17')).toBe(AccountReason.voidedBeforeReceived);
    household.void('R1', '2024-12-18');
    expect(household.void('R1', '2025-01-05')).toEqual([]);
    expect(household.pay('R1', 15_001, '2024-12-18')).toBe(AccountReason.numberTaken);
  });
});

describe('the day on which the money was there', () => {
  const metOn = () => household.view.terms.map(term => term.metOn);

  test('moves on when the receipt that made it is void and later credit pays in its place', () => {
    household.pay('R1', 15_000, '2024-12-18');
    household.pay('R2', 15_000, '2025-01-20');
    expect(household.void('R1', '2025-02-05')).toMatchObject([
      { type: 'contributions.ReceiptVoided' },
      { type: 'contributions.CreditUsed' },
      { type: 'contributions.EntitlementWithdrawn', data: { because: 'receipt-voided' } },
      { type: 'contributions.EntitlementOpened', data: { metOn: '2025-01-20' } },
    ]);
    expect(household.view).toMatchObject({ paid: 15_000, outstanding: 0, terms: [{ metOn: '2025-01-20' }] });
  });

  test('stays where the credit is of the same month, in its last day too, and moves on the day after', () => {
    household.pay('R1', 15_000, '2024-12-18');
    household.pay('R2', 15_000, '2024-12-31');
    household.void('R1', '2025-02-05');
    expect(household.told).not.toContain('EntitlementWithdrawn');
    household.pay('R3', 15_000, '2025-01-01');
    household.void('R2', '2025-02-06');
    expect(metOn()).toEqual(['2025-01-01']);
  });

  test('moves back when an older receipt is found after the last one was entered', () => {
    household.pay('R1', 10_000, '2025-01-10');
    household.pay('R3', 5_000, '2025-02-20');
    expect(household.pay('R2', 5_000, '2025-01-31')).toMatchObject([
      { type: 'contributions.ReceiptRecorded', data: { allocations: [], credit: [{ receipt: 'R2', amount: 5_000 }] } },
      {
        type: 'contributions.PaymentsReordered',
        data: { credit: [{ receipt: 'R3', amount: 5_000, on: '2025-02-20' }] },
      },
      { type: 'contributions.EntitlementWithdrawn', data: { because: 'older-receipt' } },
      { type: 'contributions.EntitlementOpened', data: { metOn: '2025-01-31' } },
    ]);
    expect(household.view).toMatchObject({ paid: 15_000, credit: 5_000 });
  });

  test('stays when the older receipt does not make the sum: one franc less', () => {
    household.pay('R1', 10_000, '2025-01-10');
    household.pay('R3', 5_000, '2025-02-20');
    household.pay('R2', 4_999, '2025-01-31');
    expect(metOn()).toEqual(['2025-02-20']);
    expect(household.told).not.toContain('EntitlementWithdrawn');
  });

  test('stays where a decision let off the rest: its day opens rights at the earliest', () => {
    household.pay('R1', 10_000, '2025-01-10');
    household.waive(5_000, '2025-02-20');
    household.pay('R2', 5_000, '2025-01-31');
    expect(metOn()).toEqual(['2025-02-20']);
  });

  test('stays where somebody of the household has died or left since', () => {
    household.pay('R1', 10_000, '2025-01-10');
    household.pay('R3', 5_000, '2025-02-20');
    household.ask({ type: 'NoteDeath', person: 'ISSA', diedOn: '2025-03-20' });
    household.pay('R2', 5_000, '2025-01-31');
    expect(metOn()).toEqual(['2025-02-20']);
  });

  test('of a term that follows another does not matter as long as that one had not ended', () => {
    household.pay('R1', 15_000, '2024-12-18');
    household.start(1, '2025-01-01', '2025-12-31', '2025-11-01');
    household.ask({
      ...{ type: 'NoteRenewalOpened', product: 'P1', term: 2, from: '2026-01-01', opensOn: '2025-11-01' },
      persons: ['AWA', 'ISSA'],
    });
    household.pay('R2', 14_000, '2025-12-31');
    household.pay('R3', 14_000, '2025-11-05');
    expect(household.told).not.toContain('EntitlementWithdrawn');
    household.void('R3', '2026-01-05');
    expect(household.told).not.toContain('EntitlementWithdrawn');
    household.pay('R4', 14_000, '2026-01-02');
    household.void('R2', '2026-01-05');
    expect(household.view.terms[1]).toMatchObject({ metOn: '2026-01-02' });
  });
});

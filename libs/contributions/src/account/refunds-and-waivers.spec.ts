import { describe, expect, test } from '@jest/globals';
import { AccountStory, instalments, subsidised } from '../../test/account-story.js';
import { AccountReason } from './account.reasons.js';

/** Two persons owe 1 000 + 14 000; 20 000 paid: 5 000 is credit. */
const paidAhead = () => {
  const story = new AccountStory();
  story.enrol();
  story.pay('R1', 12_000, '2024-12-15');
  story.pay('R2', 8_000, '2024-12-20');
  return story;
};

describe('a refund', () => {
  test('gives credit back, and no franc more', () => {
    const story = paidAhead();
    expect(story.refund('V1', 5_001, '2024-12-21')).toBe(AccountReason.aboveCredit);
    story.refund('V1', 5_000, '2024-12-21');
    expect(story.view).toMatchObject({ credit: 0, refunded: 5_000, outstanding: 0 });
    expect(story.events.at(-1)?.data).toMatchObject({
      postings: [
        { account: 'member-credit', amount: 5_000 },
        { account: 'cash', amount: -5_000 },
      ],
    });
  });

  test('needs a second person, on a day that has come and not before the receipt', () => {
    const story = paidAhead();
    expect(story.refund('V1', 1, '2024-12-21', 'clerk-1')).toBe(AccountReason.secondPerson);
    expect(story.refund('V1', 1, '2024-12-19')).toBe(AccountReason.refundDay);
    expect(story.refund('V1', 1, '2027-01-01')).toBe(AccountReason.refundDay);
    expect(story.refund('V1', 1, '2024-12-20')).toHaveLength(1);
  });

  test('is made once for its voucher', () => {
    const story = paidAhead();
    story.refund('V1', 1_000, '2024-12-21');
    expect(story.refund('V1', 1_000, '2024-12-21')).toEqual([]);
    expect(story.refund('V1', 2_000, '2024-12-21')).toBe(AccountReason.refundTaken);
  });

  test('keeps its receipt from being void afterwards; another one may', () => {
    const story = paidAhead();
    story.refund('V1', 1_000, '2024-12-21');
    expect(story.void('R2', '2024-12-22')).toBe(AccountReason.receiptRefunded);
    expect(story.void('R1', '2024-12-22')).not.toBe(AccountReason.receiptRefunded);
  });

  test('after a cancellation before cover gives the contribution back, the joining fee not', () => {
    const story = paidAhead();
    story.ask({ type: 'NoteTermAbandoned', term: 1, on: '2024-12-28', because: 'cancelled' });
    expect(story.refund('V1', 19_001, '2024-12-28')).toBe(AccountReason.aboveCredit);
    expect(story.refund('V1', 19_000, '2024-12-28')).toHaveLength(1);
    expect(story.view.joiningFee).toEqual({ due: 1_000, paid: 1_000 });
  });
});

describe('a waiver', () => {
  test('lets off what is still owed, and never what is paid', () => {
    const story = new AccountStory();
    story.enrol();
    story.pay('R1', 8_000, '2024-12-15');
    expect(story.waive(7_001, '2025-01-05')).toBe(AccountReason.nothingToWaive);
    story.waive(7_000, '2025-01-05');
    expect(story.view).toMatchObject({ outstanding: 0, terms: [{ gross: 14_000, waived: 7_000, memberShare: 7_000 }] });
  });

  test('opens rights from the day of the decision, not from that of the receipt', () => {
    const story = new AccountStory();
    story.enrol();
    story.pay('R1', 8_000, '2024-12-15');
    story.waive(7_000, '2025-01-05');
    expect(story.events.at(-1)).toMatchObject({
      type: 'contributions.EntitlementOpened',
      data: { metOn: '2025-01-05' },
    });
  });

  test('of all that is owed opens rights without a receipt', () => {
    const story = new AccountStory();
    story.enrol();
    story.waive(14_000, '2025-01-05');
    expect(story.view).toMatchObject({ outstanding: 1_000, terms: [{ status: 'entitled', metOn: '2025-01-05' }] });
  });

  test('of a suspended balance gives rights again the day after', () => {
    const story = new AccountStory([instalments]);
    story.enrol();
    story.pay('R1', 11_500, '2024-12-15');
    story.start(1, '2025-01-01', '2025-12-31');
    story.close('2025-07-01');
    story.waive(3_500, '2025-07-10');
    expect(story.events.at(-1)).toMatchObject({
      type: 'contributions.EntitlementResumed',
      data: { from: '2025-07-11' },
    });
  });

  test('stays let off when the fund answers later', () => {
    const story = new AccountStory([subsidised]);
    story.enrol();
    story.waive(2_000, '2024-12-11');
    story.subsidy(3_500, 1, 0, 'SUB-001');
    const [term] = story.view.terms;
    expect(term).toMatchObject({ gross: 14_000, subsidy: 3_500, waived: 2_000, memberShare: 8_500 });
  });

  test('is decided by another than the one who enters it, on a day that has come', () => {
    const story = new AccountStory();
    story.enrol();
    expect(story.waive(1, '2025-01-05', 'clerk-1')).toBe(AccountReason.secondPerson);
    expect(story.waive(1, '2027-01-01')).toBe(AccountReason.waiverDay);
  });
});

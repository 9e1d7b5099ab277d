import { describe, expect, test } from '@jest/globals';
import { foldAll } from '#kernel';
import { AccountStory, essentiel } from '../../test/account-story.js';
import { type OpenTill, paidOut, tillFold } from '../till/till.state.js';
import { accountAtTillDecider, receiptAtTillDecider } from './at-till.js';
import { AccountReason } from './account.reasons.js';

const till: OpenTill = {
  ...{ status: 'open', scheme: 'A', till: 'CAISSE', currency: 'XOF', session: 1, timezone: 'UTC', holder: 'FATOU' },
  ...{ openedOn: '2024-12-10', lastOn: '2024-12-10', slips: [], maximum: 20_000, expected: 12_500, counted: null },
};
const enrolled = () => {
  const story = new AccountStory();
  story.enrol();
  return story;
};
const context = { scheme: 'A', household: 'H0', recordedOn: '2025-01-31', actor: 'clerk-1', plans: [essentiel] };
const receipt = (amount: number, receivedOn = '2024-12-15', booklet?: object) => ({
  ...{ type: 'RecordReceipt' as const, receipt: '000117', amount, receivedOn, till: 'CAISSE', approvedBy: 'manager-1' },
  ...context,
  ...(booklet
    ? {
        booklet: {
          booklet: 'C1',
          from: '000101',
          to: '000150',
          issuedOn: '2024-12-01',
          returnedOn: null,
          holder: 'FATOU',
          ...booklet,
        },
      }
    : {}),
});
const record = (
  command: ReturnType<typeof receipt>,
  at: Parameters<typeof receiptAtTillDecider.decide>[1]['till'] = till,
) => receiptAtTillDecider.decide(command, { account: enrolled().account, number: { status: 'free' }, till: at });

describe('a receipt at a till', () => {
  test('is put in up to the maximum, and no franc beyond', () => {
    expect(record(receipt(7_500))).toMatchObject({
      outcome: 'accepted',
      events: { till: [{ data: { expected: 20_000, receipt: '000117' } }] },
    });
    expect(record(receipt(7_501))).toMatchObject({ reason: AccountReason.tillFull, facts: { cash: 20_001 } });
  });

  test('is of a day on which the till is open, in its currency', () => {
    expect(record(receipt(1, '2024-12-10'))).toMatchObject({ outcome: 'accepted' });
    expect(record(receipt(1, '2024-12-09'))).toMatchObject({ reason: AccountReason.tillWrongDay });
    expect(record(receipt(1), { status: 'none' })).toMatchObject({ reason: AccountReason.tillNotOpen });
    expect(record(receipt(1), { ...till, currency: 'GHS' })).toMatchObject({ reason: AccountReason.tillCurrency });
  });

  test('bears a number of a booklet only in the hands of its holder, until it came back', () => {
    expect(record({ ...receipt(1, '2024-12-15', {}), collector: 'FATOU' } as never)).toMatchObject({
      outcome: 'accepted',
    });
    expect(record({ ...receipt(1, '2024-12-15', {}), collector: 'ALI' } as never)).toMatchObject({
      reason: AccountReason.bookletOfAnother,
    });
    expect(record(receipt(1, '2024-12-15', {}))).toMatchObject({ reason: AccountReason.bookletOfAnother });
    const back = (returnedOn: string) =>
      record({ ...receipt(1, '2024-12-15', { returnedOn }), collector: 'FATOU' } as never);
    expect(back('2024-12-15')).toMatchObject({ outcome: 'accepted' });
    expect(back('2024-12-14')).toMatchObject({ reason: AccountReason.bookletReturned });
  });
});

describe('money that leaves a till', () => {
  const paid = () => {
    const story = enrolled();
    story.pay('R1', 27_500, '2024-12-15');
    return story.account;
  };
  const refund = (amount: number, approvedBy = 'GERANTE') =>
    accountAtTillDecider.decide(
      { ...context, type: 'RefundCredit', refund: 'V1', amount, paidOn: '2024-12-20', till: 'CAISSE', approvedBy },
      { account: paid(), till: { ...till, expected: 12_000 } },
    );

  test('lies there first', () => {
    expect(refund(12_000)).toMatchObject({
      outcome: 'accepted',
      events: { till: [{ data: { expected: 0, because: 'credit-refunded' } }] },
    });
    expect(refund(12_001)).toMatchObject({ reason: AccountReason.tillShort });
  });

  test('is approved by another than its holder', () =>
    expect(refund(1, 'FATOU')).toMatchObject({ reason: AccountReason.secondPerson }));

  test('of a void receipt is missing from then on', () => {
    const voided = accountAtTillDecider.decide(
      { ...context, type: 'VoidReceipt', receipt: 'R1', voidedOn: '2024-12-16', reason: 'erreur' },
      { account: paid(), till: { ...till, expected: 27_500 } },
    );
    expect(voided).toMatchObject({
      events: { till: [{ data: { amount: 27_500, expected: 0, because: 'receipt-voided' } }] },
    });
  });

  test('changes nothing in a till that is closed', () =>
    expect(foldAll(tillFold, [paidOut(till, 'receipt-voided', 'R1', 1, '2024-12-16')])).toEqual({ status: 'none' }));
});

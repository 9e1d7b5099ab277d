import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { creditOf, outstandingOf } from '../account.state.js';
import { foldAll, sum } from '#kernel';
import { PaymentStory } from '../../../test/payment-story.js';
import { inSuspense } from '../wallet/wallet.state.js';
import { paymentsFold } from './payment.state.js';

let story: PaymentStory;
beforeEach(() => {
  story = new PaymentStory();
});

const owed = () => sum(story.open.dues.map(outstandingOf));

describe('a payment by telephone', () => {
  test('is asked for once: under the same name it is the same, and a second one waits for the first', () => {
    expect(story.request('P1', 5_000)).toEqual(['PaymentRequested']);
    expect(story.request('P1', 5_000)).toEqual([]);
    expect(story.request('P1', 5_001)).toBe('contributions.payment.taken');
    expect(story.request('P2', 5_000)).toBe('contributions.payment.under_way');
    for (const status of ['pending', 'unknown'] as const) {
      story.hear('P1', { status });
      expect(story.request('P2', 5_000)).toBe('contributions.payment.under_way');
    }
    story.hear('P1', { status: 'failed', code: 'requestDeclined' });
    expect(story.request('P2', 5_000)).toEqual(['PaymentRequested']);
  });

  test('is asked of nobody whose account is not in the scheme', () => {
    expect(story.request('P1', 5_000, 'none')).toBe('contributions.account.unknown');
    expect(story.request('P1', 5_000, 'elsewhere')).toBe('contributions.account.unknown');
  });

  test('is booked once, however often it is heard of', () => {
    story.request('P1', 15_000);
    expect(story.succeed('P1', 15_000, 'OP1')).toEqual(['ReceiptRecorded', 'EntitlementOpened', 'PaymentSucceeded']);
    expect(story.succeed('P1', 15_000, 'OP1')).toEqual([]);
    expect(story.paid[0]).toMatchObject({ status: 'succeeded', receipt: 'MM-OP1' });
    expect([story.balance('mobile-money'), story.balance('cash'), owed()]).toEqual([15_000, 0, 0]);
  });

  test('that was not heard of stays unknown, until a statement had its chance and a second person agrees', () => {
    story.request('P1', 5_000);
    expect(story.hear('P1', { status: 'unknown' })).toEqual(['PaymentUnknown']);
    expect(story.hear('P1', { status: 'unknown' })).toEqual([]);
    story.today = '2025-03-01';
    expect(story.close('2025-02-28')).toEqual([]);
    expect(story.giveUp('P1')).toBe('contributions.payment.statement_first');
    story.compare('2025-01-10', []);
    expect(story.giveUp('P1')).toBe('contributions.payment.statement_first');
    story.compare('2025-01-11', []);
    expect(story.giveUp('P1', 'manager-1')).toBe('contributions.payment.second_person');
    expect(story.giveUp('P1')).toEqual(['PaymentFailed']);
    expect(story.giveUp('P1')).toEqual([]);
    expect(story.giveUp('P9')).toBe('contributions.payment.unknown');
  });

  test('that nobody confirms is taken as failed at the end of the second day after, not of the first', () => {
    story.request('P1', 5_000);
    story.hear('P1', { status: 'pending' });
    expect(story.close('2025-01-11')).toEqual([]);
    expect(story.close('2025-01-12')).toEqual(['PaymentTimedOut']);
    expect(story.close('2025-01-13')).toEqual([]);
    expect(story.giveUp('P1')).toBe('contributions.payment.not_under_way');
  });

  test.each(['failed', 'timed-out'] as const)('taken as %s, and paid all the same, is booked', how => {
    story.request('P1', 5_000);
    story.hear('P1', { status: 'pending' });
    if (how === 'failed') story.hear('P1', { status: 'failed', code: 'x' });
    else story.close('2025-01-12');
    expect(story.paid[0]?.status).toBe(how);
    expect(story.succeed('P1', 5_000, 'OP1')).toEqual(['ReceiptRecorded', 'PaymentSucceeded']);
    expect(story.hear('P1', { status: 'failed', code: 'x' })).toEqual([]);
    expect(story.paid[0]?.status).toBe('succeeded');
  });

  test('counts from the day it was paid, never from before it was asked for or after today', () => {
    story.request('P1', 100);
    story.today = '2025-01-14';
    story.succeed('P1', 100, 'OP1', '2025-01-12');
    story.request('P2', 100);
    story.succeed('P2', 100, 'OP2', '2025-01-01');
    story.request('P3', 100);
    story.succeed('P3', 100, 'OP3', '2025-02-01');
    expect(story.open.receipts.map(({ receivedOn }) => receivedOn)).toEqual(['2025-01-12', '2025-01-14', '2025-01-14']);
  });

  test('of another sum than was asked is nobody’s until a person says so', () => {
    story.request('P1', 5_000);
    expect(story.succeed('P1', 4_999, 'OP1')).toEqual(['PaymentSucceeded', 'SuspenseNoted']);
    expect(story.succeed('P1', 4_999, 'OP1')).toEqual([]);
    expect(story.wallet.items).toMatchObject([{ item: '1', amount: 4_999, household: 'H0', payment: 'P1' }]);
    expect(story.reverse('P1', '2025-01-10')).toBe('contributions.payment.not_booked');
    expect(story.assign('1')).toEqual(['ReceiptRecorded', 'SuspenseAssigned']);
    expect([story.balance('mobile-money'), story.balance('suspense')]).toEqual([4_999, 0]);
  });

  test('taken back by the operator is owed again, before a second person', () => {
    story.request('P1', 15_000);
    story.succeed('P1', 15_000, 'OP1');
    expect(story.reverse('P1', '2025-01-09')).toBe('contributions.payment.wrong_day');
    expect(story.reverse('P1', '2025-01-11')).toBe('contributions.payment.wrong_day');
    expect(story.reverse('P1', '2025-01-10', { approvedBy: 'manager-1' })).toBe('contributions.payment.second_person');
    expect(story.reverse('P1', '2025-01-10')).toEqual(['ReceiptVoided', 'EntitlementWithdrawn', 'PaymentReversed']);
    expect(story.reverse('P1', '2025-01-10')).toEqual([]);
    expect([story.balance('mobile-money'), owed()]).toEqual([0, 15_000]);
  });

  test('keeps its course when the payer’s number can no longer be read', () => {
    story.request('P1', 5_000);
    const [asked] = story.events.filter(({ type }) => type === 'contributions.PaymentRequested');
    const { sealed: _, ...without } = asked!;
    const { payments } = foldAll(paymentsFold, [without as never]);
    expect(payments).toEqual([{ ...story.paid[0], payer: null }]);
  });
});

describe('whatever happens to payments', () => {
  const line = fc.record({
    payment: fc.constantFrom('P1', 'P2', 'P3'),
    amount: fc.constantFrom(1_000, 5_000),
    what: fc.constantFrom('request', 'succeed', 'fail', 'reverse', 'assign', 'reopen', 'return', 'compare', 'close'),
    item: fc.constantFrom('1', '2', '3'),
  });

  test('the operator’s account and the suspense account say what is there, and every entry balances', () =>
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), steps => {
        story = new PaymentStory();
        steps.forEach(({ payment, amount, what, item }, index) => {
          if (what === 'request') story.request(payment, amount);
          if (what === 'succeed') story.succeed(payment, amount, `OP${payment}`);
          if (what === 'fail') story.hear(payment, { status: 'failed', code: 'x' });
          if (what === 'reverse') story.reverse(payment, '2025-01-10');
          if (what === 'assign') story.assign(item);
          if (what === 'reopen') story.reopen(item);
          if (what === 'return') story.sendBack(item, '2025-01-10');
          if (what === 'close') story.close('2025-01-12');
          if (what === 'compare')
            story.compare('2025-01-09', [{ operatorReference: `X${index}`, amount, currency: 'XOF' }]);
        });
        const receipts = story.open.receipts.filter(({ voidedOn }) => voidedOn === null);
        const held = inSuspense(story.wallet, 'XOF');
        expect(story.balance('suspense')).toBe(0 - held);
        expect(story.balance('mobile-money')).toBe(sum(receipts.map(({ amount }) => amount)) + held);
        const paid = sum(story.open.dues.flatMap(({ parts }) => parts.map(({ amount }) => amount)));
        expect(paid + creditOf(story.open)).toBe(sum(receipts.map(({ amount }) => amount)));
        for (const { data } of story.events) {
          const { postings = [] } = data as { postings?: readonly { amount: number }[] };
          expect(sum(postings.map(({ amount }) => amount))).toBe(0);
        }
        expect(story.told.filter(type => type === 'PaymentSucceeded').length).toBe(
          story.paid.filter(({ operatorReference }) => operatorReference !== null).length,
        );
      }),
      { numRuns: 300 },
    ));
});

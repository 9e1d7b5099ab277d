import { beforeEach, describe, expect, test } from '@jest/globals';
import { sum } from '#kernel';
import { earnedOn } from '../figures/earned.js';
import { AccountStory, essentiel, subsidised } from '../../test/account-story.js';
import { AccountReason } from './account.reasons.js';
import type { OnLeaving, Plan } from '../plan/plan.state.js';

const withRule = (onLeaving: OnLeaving, plan: Plan = essentiel) => new AccountStory([{ ...plan, onLeaving }]);
const left = (person: string, on: string) => ({ type: 'NotePersonLeft', person, on }) as const;
const death = (person: string, diedOn: string) => ({ type: 'NoteDeath', person, diedOn }) as const;
const covered = (story: AccountStory) => {
  story.enrol(['AWA', 'ISSA']);
  story.pay('R1', 15_000, '2024-12-18');
  story.start(1, '2025-01-01', '2025-12-31', '2025-11-01');
  return story;
};

describe('somebody who leaves', () => {
  test('stays covered for what was paid: nothing comes back', () => {
    const story = covered(withRule('credit'));
    story.ask(left('ISSA', '2025-06-30'));
    expect(story.view).toMatchObject({ paid: 15_000, credit: 0, outstanding: 0 });
    expect(story.told.at(-1)).toBe('PersonLeftNoted');
  });

  test('is asked for no term whose cover never began', () => {
    const story = covered(new AccountStory());
    story.ask({
      ...{ type: 'NoteRenewalOpened', product: 'P1', term: 2, from: '2026-01-01', opensOn: '2025-11-01' },
      persons: ['AWA', 'ISSA'],
    });
    expect(story.view.outstanding).toBe(14_000);
    story.ask(left('ISSA', '2025-11-05'));
    expect(story.view).toMatchObject({ outstanding: 7_000, terms: [{}, { persons: ['AWA'], memberShare: 7_000 }] });
    expect(story.ask(left('ISSA', '2025-11-05'))).toEqual([]);
  });

  test('is in no term that a receipt calls for', () => {
    const story = covered(new AccountStory());
    story.ask(left('ISSA', '2025-06-30'));
    story.pay('R2', 7_000, '2025-11-02');
    expect(story.view.terms[1]).toMatchObject({ persons: ['AWA'], memberShare: 7_000, status: 'entitled' });
  });

  test('is asked for again when they come back', () => {
    const story = covered(new AccountStory());
    story.ask(left('ISSA', '2025-06-30'));
    const back = { product: 'P1', term: 1, person: 'ISSA', addedOn: '2025-08-10', months: 4, charged: true } as const;
    expect(story.ask({ type: 'NotePersonAdded', ...back })).toEqual([]);
    story.ask({
      ...{ type: 'NoteRenewalOpened', product: 'P1', term: 2, from: '2026-01-01', opensOn: '2025-11-01' },
      persons: ['AWA', 'ISSA'],
    });
    expect(story.account.left).toEqual([]);
  });

  test.each([
    ['kept', { credit: 0, paid: 10_000, outstanding: 0 }],
    ['credit', { credit: 2_000, paid: 8_000, outstanding: 0 }],
    ['refund', { credit: 2_000, paid: 8_000, toRefund: 2_000 }],
  ] as const)('what was paid beyond the others’ part: %s', (rule, expected) => {
    const story = withRule(rule);
    story.enrol(['AWA', 'ISSA']);
    story.pay('R1', 10_000, '2024-12-18');
    story.ask(left('ISSA', '2024-12-20'));
    expect(story.view).toMatchObject(expected);
    expect(story.view.terms).toMatchObject([{ status: 'entitled' }]);
  });

  test('what waits to be refunded pays no dues, and is what a voucher gives back first', () => {
    const story = withRule('refund');
    story.enrol(['AWA', 'ISSA']);
    story.pay('R1', 10_000, '2024-12-18');
    story.ask(left('ISSA', '2024-12-20'));
    story.start(1, '2025-01-01', '2025-12-31', '2025-11-01');
    story.ask({
      ...{ type: 'NoteRenewalOpened', product: 'P1', term: 2, from: '2026-01-01', opensOn: '2025-11-01' },
      persons: ['AWA'],
    });
    expect(story.view).toMatchObject({ outstanding: 7_000, toRefund: 2_000 });
    expect(story.refund('V1', 2_001, '2025-11-02')).toBe(AccountReason.aboveCredit);
    story.refund('V1', 2_000, '2025-11-02');
    expect(story.view).toMatchObject({ credit: 0, refunded: 2_000 });
  });
});

describe('somebody who dies in cover', () => {
  test.each([
    ['2025-06-01', 3_500],
    ['2025-06-30', 3_500],
    ['2025-07-01', 2_916],
    ['2025-12-01', 0],
  ])('on %s: the whole months after that one come back where the plan says so', (on, back) => {
    const story = covered(withRule('credit'));
    story.ask(death('ISSA', on));
    expect(story.view).toMatchObject({ credit: back, paid: 15_000 - back });
    expect(story.view.terms).toMatchObject([{ status: 'entitled' }]);
  });

  test('gives nothing back where it does not', () => {
    const story = covered(new AccountStory());
    story.ask(death('ISSA', '2025-06-01'));
    expect(story.view).toMatchObject({ credit: 0, paid: 15_000 });
  });
});

describe('persons who move', () => {
  const moving = (persons: readonly string[], on = '2025-07-01', months = 6) =>
    ({
      type: 'NoteTransferOut',
      ...{ transfer: 'T1', toScheme: 'B', toHousehold: 'B7', on },
      persons: persons.map(person => ({ person, months })),
    }) as const;

  test.each([
    ['2025-07-01', 6, 3_500],
    ['2025-07-02', 5, 2_916],
    ['2025-12-01', 1, 583],
    ['2025-12-02', 0, 0],
  ])('on %s take their whole months along', (on, months, amount) => {
    const story = covered(new AccountStory());
    story.ask(moving(['ISSA'], on, months));
    expect(story.view).toMatchObject({ paid: 15_000 - amount, outstanding: 0, credit: 0 });
    expect(story.view.carriedOut ?? 0).toBe(amount);
    expect(story.view.terms).toMatchObject([{ status: 'entitled' }]);
  });

  test('are not asked for what they had not paid yet; those who stay owe their own part', () => {
    const story = new AccountStory([{ ...essentiel, threshold_bps: 7_500, balanceDueMonths: 8 }]);
    story.enrol(['A', 'B', 'C', 'D']);
    story.pay('R1', 22_000, '2024-12-18');
    story.start(1, '2025-01-01', '2025-12-31');
    story.ask(moving(['D']));
    expect(story.view).toMatchObject({ carriedOut: 1_750, outstanding: 5_250 });
    expect(story.view.terms).toMatchObject([{ status: 'entitled' }]);
  });

  test('take the fund’s part of those months along too', () => {
    const story = new AccountStory([subsidised]);
    story.enrol(['AWA', 'ISSA']);
    story.subsidy(7_000, 2, 0);
    story.pay('R1', 8_000, '2024-12-18');
    story.start(1, '2025-01-01', '2025-12-31');
    story.ask(moving(['ISSA']));
    expect(story.view).toMatchObject({ carriedOut: 3_500, paid: 6_250 });
    const carried = story.events.find(({ type }) => type === 'contributions.ContributionCarriedOut');
    expect(carried?.data).toMatchObject({
      postings: [
        { account: 'contributions', amount: 3_500 },
        { account: 'other-schemes', amount: -3_500 },
      ],
    });
    expect(earnedOn(story.account, '2025-12-31')).toEqual({ booked: 10_500, earned: 10_500, unearned: 0 });
  });

  test('all of them: credit goes along, and nothing is left but what was lived', () => {
    const story = covered(new AccountStory());
    story.pay('R2', 1_000, '2025-02-01');
    story.ask(moving(['AWA', 'ISSA']));
    expect(story.view).toMatchObject({ carriedOut: 8_000, credit: 0, paid: 8_000 });
    expect(story.void('R2', '2025-07-02')).toBe(AccountReason.receiptCarriedOut);
    expect(story.ask(moving(['AWA', 'ISSA']))).toEqual([]);
  });

  test('bring it to where they go: earned there by their months, and on with them when they move again', () => {
    const there = new AccountStory();
    there.enrol(['ISSA'], '2025-07-01');
    there.ask({ type: 'NoteTermAbandoned', term: 1, on: '2025-07-01', because: 'carried-elsewhere' });
    there.start(1, '2025-07-01', '2025-12-31');
    const brought = {
      type: 'NoteBroughtIn',
      currency: 'XOF',
      ...{ transfer: 'T0', fromScheme: 'Z', on: '2025-07-01', credit: 400 },
      persons: [{ person: 'ISSA', months: 6, amount: 3_500 }],
    } as const;
    there.ask(brought);
    expect(there.ask(brought)).toEqual([]);
    expect(there.view).toMatchObject({ broughtIn: 3_900, credit: 400 });
    expect(earnedOn(there.account, '2025-09-30')).toMatchObject({ booked: 3_500, earned: 1_750 });
    there.ask(moving(['ISSA'], '2025-10-01', 3));
    expect(there.view).toMatchObject({ carriedOut: 2_150, credit: 0 });
    expect(there.ask({ ...brought, transfer: 'T9', currency: 'GHS' })).toBe(AccountReason.transferCurrency);
    for (const { data } of there.events)
      if ('postings' in data) expect(sum(data.postings.map(({ amount }) => amount))).toBe(0);
  });
});

describe('two hands', () => {
  let story: AccountStory;
  const enrolment = { product: 'P1', term: 1, persons: ['AWA'], enrolledOn: '2024-12-10', enrolledBy: 'clerk-1' };
  const receipt = { type: 'RecordReceipt', receipt: 'R1', amount: 8_000, receivedOn: '2024-12-18' } as const;
  beforeEach(() => {
    story = new AccountStory([{ ...essentiel, enrollerMayNotCollect: true }], 'clerk-1');
    story.ask({ type: 'NoteEnrolment', ...enrolment });
  });

  test('whoever enrolled a household collects nothing from it, under their own name or another’s', () => {
    expect(story.ask(receipt, '2024-12-18')).toBe(AccountReason.sameHand);
    expect(story.ask({ ...receipt, collector: 'FATOU' }, '2024-12-18')).toBe(AccountReason.sameHand);
  });

  test('a payment by telephone goes through nobody’s hands', () =>
    expect(story.ask({ ...receipt, from: 'mobile-money' }, '2024-12-18')).not.toBe(AccountReason.sameHand));

  test('where the plan does not ask for it, they may', () => {
    const usual = new AccountStory([essentiel], 'clerk-1');
    usual.ask({ type: 'NoteEnrolment', ...enrolment });
    expect(usual.ask(receipt, '2024-12-18')).not.toBe(AccountReason.sameHand);
  });
});

test('a monthly plan’s rights outlive a waiver', () => {
  const story = new AccountStory([{ ...essentiel, joiningFee: 0, schedule: { kind: 'monthly', openingMonths: 1 } }]);
  story.enrol(['AWA']);
  story.pay('R1', 584, '2024-12-18');
  expect(story.view.terms).toMatchObject([{ status: 'entitled' }]);
  story.waive(1_000, '2025-01-02');
  expect(story.view.terms).toMatchObject([{ status: 'entitled', threshold: 500 }]);
});

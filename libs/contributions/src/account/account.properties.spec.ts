import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, foldAll, sum } from '#kernel';
import { accountFold } from './account.evolve.js';
import {
  broughtInOf,
  creditOf,
  type OpenAccount,
  outstandingOf,
  owedOf,
  paidOf,
  refundedOf,
  toRefundOf,
} from './account.state.js';
import { AccountStory, essentiel } from '../../test/account-story.js';

const day = fc.integer({ min: 0, max: 500 }).map(days => addDays('2024-12-10', days));
const term = fc.integer({ min: 1, max: 4 });
const receipt = fc.integer({ min: 1, max: 8 }).map(number => `R${number}`);
const persons = fc.subarray(['AWA', 'ISSA', 'BINTA', 'ALI'], { minLength: 1 });
const amount = fc.oneof(fc.integer({ min: 1, max: 30_000 }), fc.constantFrom(7_000, 14_000, 15_000));

const everybody = ['AWA', 'ISSA', 'BINTA', 'ALI', 'X', 'Y'];
const anybody = fc.constantFrom(...everybody);

type Step = (story: AccountStory) => unknown;
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(receipt, amount, day).map(
      ([id, paid, on]): Step =>
        story =>
          story.pay(id, paid, on),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(receipt, day).map(
      ([id, on]): Step =>
        story =>
          story.void(id, addDays(on, 240)),
    ),
  },
  {
    weight: 2,
    // Nearly all is paid, cover runs, and a day after the balance was due is closed; then the rest is paid or not.
    arbitrary: fc
      .tuple(receipt, fc.integer({ min: 12_000, max: 16_000 }), day, fc.integer({ min: 170, max: 260 }))
      .map(([id, paid, on, later]): Step => story => {
        story.pay(id, paid, on);
        story.subsidy(0, 0, 0, 'SUB-002');
        story.start(1, addDays(on, 10), addDays(on, 374));
        story.close(addDays(on, later));
        story.pay(`${id}b`, 16_000 - paid, addDays(on, later + 5));
      }),
  },
  fc.tuple(receipt, fc.integer({ min: 1, max: 9_000 }), day).map(
    ([id, amount, on]): Step =>
      story =>
        story.refund(`V${id}`, amount, on),
  ),
  fc.tuple(fc.integer({ min: 1, max: 9_000 }), day, term).map(
    ([amount, on, number]): Step =>
      story =>
        story.waive(amount, on, 'manager-1', number),
  ),
  fc.tuple(persons, day, term).map(
    ([who, on, number]): Step =>
      story =>
        story.enrol(who, on, number),
  ),
  fc.tuple(fc.constantFrom('X', 'Y'), day, term, fc.integer({ min: 1, max: 11 })).map(
    ([person, addedOn, number, months]): Step =>
      story =>
        story.ask({
          type: 'NotePersonAdded',
          product: 'P1',
          term: number,
          person,
          addedOn,
          months,
          charged: months !== 5,
        }),
  ),
  fc.tuple(persons, day, term).map(
    ([who, on, number]): Step =>
      story =>
        story.ask({ type: 'NoteRenewalOpened', product: 'P1', term: number, from: on, opensOn: on, persons: who }),
  ),
  fc.tuple(term, day).map(
    ([number, on]): Step =>
      story =>
        story.start(number, on, addDays(on, 364)),
  ),
  fc.tuple(term, day, fc.constantFrom('lapsed' as const, 'cancelled' as const, 'carried-elsewhere' as const)).map(
    ([number, on, because]): Step =>
      story =>
        story.ask({ type: 'NoteTermAbandoned', term: number, on, because }),
  ),
  fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 3 }), term).map(
    ([served, waiting, number]): Step =>
      story =>
        story.subsidy(served * 3_333, served, waiting, waiting > 0 ? 'SUB-001' : served % 2 ? null : 'SUB-004', number),
  ),
  term.map(
    (number): Step =>
      story =>
        story.ask({ type: 'NoteSubsidyReleased', fund: 'ETAT', term: number, on: '2025-03-01' }),
  ),
  day.map(
    (on): Step =>
      story =>
        story.close(on),
  ),
  fc.tuple(anybody, day, fc.boolean()).map(
    ([person, on, died]): Step =>
      story =>
        story.ask(died ? { type: 'NoteDeath', person, diedOn: on } : { type: 'NotePersonLeft', person, on }),
  ),
  fc.tuple(fc.constantFrom('T1', 'T2'), fc.subarray(everybody, { minLength: 1 }), day).map(
    ([transfer, who, on]): Step =>
      story =>
        story.ask({
          ...{ type: 'NoteTransferOut', transfer, toScheme: 'B', toHousehold: 'B7', on },
          persons: who.map(person => ({ person, months: 6 })),
        }),
  ),
  fc.tuple(fc.constantFrom('T3', 'T4'), anybody, day, fc.integer({ min: 0, max: 5_000 })).map(
    ([transfer, person, on, amount]): Step =>
      story =>
        story.ask({
          ...{ type: 'NoteBroughtIn', transfer, fromScheme: 'B', on, credit: amount, currency: 'XOF' },
          persons: [{ person, months: 5, amount }],
        }),
  ),
);

const plan = fc.record({
  joiningFee: fc.constantFrom(0, 1_000),
  contributionPerPerson: fc.constantFrom(7_000, 9_999, 3_333),
  threshold_bps: fc.constantFrom(10_000, 7_500, 3_333),
  balanceDueMonths: fc.constantFrom(null, 6),
  onLeaving: fc.constantFrom('kept' as const, 'credit' as const, 'refund' as const),
  subsidy: fc.constantFrom(null, { fund: 'ETAT', perPerson: 3_333 }),
});

const story = fc.tuple(plan, fc.array(step, { minLength: 3, maxLength: 24, size: 'max' })).map(([figures, steps]) => {
  const told = new AccountStory([{ ...essentiel, ...figures }]);
  told.enrol(['AWA', 'ISSA'], '2024-12-10');
  for (const each of steps) each(told);
  return told;
});

/** Of receipts, what went to others with who moved. */
const gone = ({ carriedOut = [] }: OpenAccount) =>
  sum(carriedOut.flatMap(({ ofReceipts }) => ofReceipts.map(one => one.amount)));

const holds = (check: (told: AccountStory) => void) => fc.assert(fc.property(story, check), { numRuns: 200 });

/** What a property has to have seen, so that it is not true for want of it. */
const telling = [
  'ReceiptRecorded',
  'CreditUsed',
  'PaymentsReordered',
  'ReceiptVoided',
  'CreditRefunded',
  'DuesWaived',
  'DeathNoted',
  'PersonLeftNoted',
  'ContributionFreed',
  'ContributionCarriedOut',
  'ContributionBroughtIn',
  'SubsidyNoted',
  'EntitlementOpened',
  'EntitlementSuspended',
  'EntitlementResumed',
  'EntitlementWithdrawn',
];

describe('whatever happens to an account', () => {
  test('everything that can happen to its money does', () => {
    const seen = new Map(telling.map(one => [one, 0]));
    holds(({ told }) => {
      for (const one of new Set(told)) if (seen.has(one)) seen.set(one, (seen.get(one) ?? 0) + 1);
    });
    expect([...seen].filter(([, stories]) => stories === 0)).toEqual([]);
  });

  test('what dues were paid, what is credit, what was given back or moved on is what receipts and moves brought', () =>
    holds(({ account }) => {
      const brought = sum(account.receipts.filter(({ voidedOn }) => voidedOn === null).map(one => one.amount));
      const held = sum(account.dues.map(paidOf)) + creditOf(account) + refundedOf(account);
      expect(held + gone(account)).toBe(brought + sum((account.broughtIn ?? []).map(({ credit }) => credit)));
    }));

  test('nothing due, paid, outstanding or left as credit is negative', () =>
    holds(({ account }) => {
      for (const due of account.dues)
        expect(Math.min(owedOf(due), paidOf(due), outstandingOf(due), due.memberShare)).toBeGreaterThanOrEqual(0);
      for (const credit of account.credit) expect(credit.amount).toBeGreaterThan(0);
    }));

  test('member share, subsidy and what was waived add up to the contribution', () =>
    holds(({ account, view }) => {
      for (const { gross, memberShare, subsidy, waived = 0 } of account.dues)
        expect(memberShare + waived + (subsidy ? (subsidy.final ? subsidy.granted : subsidy.asked) : 0)).toBe(gross);
      for (const one of view.terms) expect(one.memberShare + one.subsidy + one.waived).toBe(one.gross);
    }));

  test('nobody owes while credit lies there', () =>
    holds(({ account }) => {
      if (creditOf(account) > toRefundOf(account)) expect(sum(account.dues.map(outstandingOf))).toBe(0);
    }));

  test('who has rights has paid the threshold, and waits for no fund', () =>
    holds(({ account }) => {
      for (const due of account.dues) {
        if (due.metOn === null) continue;
        if (!account.terms.find(one => one.term === due.term)?.status.startsWith('carried'))
          expect(paidOf(due)).toBeGreaterThanOrEqual(due.threshold);
        expect(due.subsidy?.final ?? true).toBe(true);
      }
    }));

  test('every movement adds up to zero, and the books say what the account says', () =>
    holds(({ account, events }) => {
      const books = new Map<string, number>();
      for (const { data } of events) {
        if (!('postings' in data)) continue;
        expect(sum(data.postings.map(posting => posting.amount))).toBe(0);
        for (const posting of data.postings)
          books.set(posting.account, (books.get(posting.account) ?? 0) + posting.amount);
      }
      const cash = sum(account.receipts.filter(({ voidedOn }) => voidedOn === null).map(one => one.amount));
      const granted = account.dues.filter(({ metOn }) => metOn !== null).map(({ subsidy }) => subsidy?.granted ?? 0);
      expect(books.get('cash') ?? 0).toBe(cash - refundedOf(account));
      expect((books.get('member-credit') ?? 0) + creditOf(account)).toBe(0);
      expect(books.get('subsidy-receivable') ?? 0).toBe(sum(granted));
      const moved = sum((account.carriedOut ?? []).map(one => one.amount));
      const sentOn = sum(
        events.flatMap(({ type, data }) =>
          type === 'contributions.ContributionCarriedOut' ? data.onward.map(one => one.amount) : [],
        ),
      );
      expect(books.get('other-schemes') ?? 0).toBe(broughtInOf(account) + sentOn - moved);
    }));

  test('its events fold to the state it had', () =>
    holds(({ account, events }) => expect(foldAll(accountFold, events)).toEqual(account)));
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day } from '#kernel';
import { AccountStory, essentiel, instalments } from '../../test/account-story.js';
import { creditOf, paidOf } from './account.state.js';

interface Paper {
  readonly receipt: string;
  readonly amount: number;
  readonly on: Day;
  readonly isVoid: boolean;
}

const papers = fc
  .array(
    fc.record({
      amount: fc.oneof(fc.integer({ min: 1, max: 9_000 }), fc.constantFrom(1_000, 5_000, 14_000, 15_000)),
      day: fc.integer({ min: 0, max: 200 }),
      isVoid: fc.boolean(),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map(all =>
    all.map(({ day, ...one }, index): Paper => ({ ...one, receipt: `R${index}`, on: addDays('2024-12-10', day) })),
  );

const plan = fc.constantFrom(essentiel, { ...essentiel, joiningFee: 0 }, { ...instalments, balanceDueMonths: null });

/** The day by whose end the money that is there, by the dates it bears, comes to a sum; null where it never does. */
const dayOf = (there: readonly Paper[], wanted: number): Day | null => {
  let sum = 0;
  for (const { amount, on } of [...there].sort((a, b) => (a.on < b.on ? -1 : 1))) {
    sum += amount;
    if (sum >= wanted) return on;
  }
  return null;
};

const month = (on: Day | null | undefined): string | null => on?.slice(0, 7) ?? null;

describe('receipts of one household, in whatever order they are entered and voided', () => {
  test('give rights from the month in which the money was there, and pay what they are worth', () => {
    let [opened, late, replaced] = [0, 0, 0];
    fc.assert(
      fc.property(papers, plan, fc.infiniteStream(fc.nat()), (all, figures, chance) => {
        const [story, inTime] = [new AccountStory([figures]), new AccountStory([figures])];
        for (const told of [story, inTime]) told.enrol(['AWA', 'ISSA'], '2024-12-10');
        const steps = [
          ...all.map(paper => ({ paper, voids: false })),
          ...all.filter(({ isVoid }) => isVoid).map(paper => ({ paper, voids: true })),
        ]
          .map(step => ({ ...step, at: chance.next().value as number }))
          .sort((a, b) => a.at - b.at);
        const entered = new Set<string>();
        for (const { paper, voids } of steps) {
          // A void comes after its receipt: where chance has it first, it follows at once.
          if (!entered.has(paper.receipt)) story.pay(paper.receipt, paper.amount, paper.on);
          entered.add(paper.receipt);
          if (voids) story.void(paper.receipt, '2026-12-31');
        }
        const there = all.filter(({ isVoid }) => !isVoid);
        for (const { receipt, amount, on } of [...there].sort((a, b) => (a.on < b.on ? -1 : 1)))
          inTime.pay(receipt, amount, on);

        const share = 14_000;
        const threshold = Math.ceil((share * figures.threshold_bps) / 10_000);
        const expected = dayOf(there, figures.joiningFee + threshold);
        expect(month(story.view.terms[0]?.metOn)).toBe(month(expected));
        expect(month(inTime.view.terms[0]?.metOn)).toBe(month(expected));
        expect(story.account.dues.map(paidOf)).toEqual(inTime.account.dues.map(paidOf));
        expect(creditOf(story.account)).toBe(creditOf(inTime.account));
        if (expected !== null) opened += 1;
        if (story.told.includes('PaymentsReordered')) late += 1;
        if (story.told.includes('EntitlementWithdrawn') && expected !== null) replaced += 1;
      }),
      { numRuns: 600 },
    );
    // None of the ways there are was left out by chance.
    expect(Math.min(opened, late, replaced)).toBeGreaterThan(10);
  });
});

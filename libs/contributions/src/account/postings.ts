import { type Minor, sum } from '#kernel';
import type { Allocation, JournalAccount, NotCash, Posting } from './account.types.js';

/** Both sides of a movement, accounts without a change left out. */
const move = (amounts: Partial<Record<JournalAccount, Minor>>): readonly Posting[] =>
  (Object.entries(amounts) as [JournalAccount, Minor][])
    .filter(([, amount]) => amount !== 0)
    .map(([account, amount]) => ({ account, amount }));

const paidFor = (what: Allocation['what'], allocations: readonly Allocation[]): Minor =>
  sum(allocations.filter(part => part.what === what).map(({ amount }) => amount));

const income = (allocations: readonly Allocation[]) => ({
  'joining-fees': -paidFor('joining-fee', allocations),
  contributions: -paidFor('contribution', allocations),
});

const reversed = (postings: readonly Posting[]): readonly Posting[] =>
  postings.map(({ account, amount }) => ({ account, amount: -amount }));

/** Money came in, as cash unless said: part of it pays dues, the rest is the household's. */
export const received = (
  amount: Minor,
  allocations: readonly Allocation[],
  credit: Minor,
  from: NotCash | 'cash' = 'cash',
): readonly Posting[] => move({ [from]: amount, ...income(allocations), 'member-credit': -credit });

/** It never came in. */
export const voided = (
  amount: Minor,
  released: readonly Allocation[],
  credit: Minor,
  from: NotCash | 'cash' = 'cash',
): readonly Posting[] => reversed(received(amount, released, credit, from));

/** The operator holds money, and nobody knows yet whose it is. */
export const suspended = (amount: Minor): readonly Posting[] => move({ 'mobile-money': amount, suspense: -amount });

/** It went back to whoever sent it. */
export const sentBack = (amount: Minor): readonly Posting[] => reversed(suspended(amount));

/** The household got credit back in cash. */
export const refunded = (amount: Minor): readonly Posting[] => move({ 'member-credit': amount, cash: -amount });

/** The household's credit pays dues. */
export const creditUsed = (allocations: readonly Allocation[]): readonly Posting[] =>
  move({ ...income(allocations), 'member-credit': sum(allocations.map(({ amount }) => amount)) });

/** Other dues are paid by the same money than before. */
export const reallocated = (before: readonly Allocation[], after: readonly Allocation[]): readonly Posting[] => {
  const fees = paidFor('joining-fee', before) - paidFor('joining-fee', after);
  const contributions = paidFor('contribution', before) - paidFor('contribution', after);
  return move({ 'joining-fees': fees, contributions });
};

/** What was paid of dues now void is the household's again. */
export const freed = (allocations: readonly Allocation[]): readonly Posting[] => reversed(creditUsed(allocations));

/** Contributions, and credit, go to another household or scheme with who moved. */
export const carriedOut = (contributions: Minor, credit: Minor): readonly Posting[] =>
  move({ contributions, 'member-credit': credit, 'other-schemes': -(contributions + credit) });

export const broughtIn = (contributions: Minor, credit: Minor): readonly Posting[] =>
  reversed(carriedOut(contributions, credit));

/** Rights are open: the fund owes its part. */
export const subsidyEarned = (amount: Minor): readonly Posting[] =>
  move({ 'subsidy-receivable': amount, contributions: -amount });

export const subsidyNotEarned = (amount: Minor): readonly Posting[] => reversed(subsidyEarned(amount));

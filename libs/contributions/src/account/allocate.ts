import { type Day, latest, type Minor } from '#kernel';
import { type OpenAccount, outstandingOf, type OwnedDue, payableOf } from './account.state.js';
import type { Allocation, Credit } from './account.types.js';
import type { Draft } from './draft.js';
import { creditUsed } from './postings.js';

/** What is paid first: the joining fee, then the oldest term, and in it the oldest due; last what is not asked at all. */
export const inOrder = ({ dues }: OpenAccount): readonly OwnedDue[] =>
  [...dues].sort((a, b) => rank(a) - rank(b) || a.term - b.term || a.due - b.due);

const rank = ({ what, carried }: OwnedDue): number => (what === 'joining-fee' ? 0 : 1) + (carried ? 2 : 0);

interface Source {
  readonly receipt: string;
  readonly amount: Minor;
  /** The date that counts for a due. */
  readonly onFor: (due: OwnedDue) => Day;
}

/** Pays dues from these sources, first due by first source, until one of them runs out. */
const pay = (account: OpenAccount, sources: readonly Source[], openOf: (due: OwnedDue) => Minor) => {
  const allocations: Allocation[] = [];
  const left = sources.map(({ amount }) => amount);
  for (const due of inOrder(account)) {
    let owed = openOf(due);
    for (const [index, source] of sources.entries()) {
      const amount = Math.min(owed, left[index] ?? 0);
      if (amount <= 0) continue;
      const { due: number, term, what } = due;
      allocations.push({ receipt: source.receipt, due: number, term, what, amount, on: source.onFor(due) });
      owed -= amount;
      left[index] = (left[index] ?? 0) - amount;
    }
  }
  return { allocations, left };
};

/** What a receipt pays, and what it leaves. The date it bears counts. */
export const allocate = (account: OpenAccount, receipt: string, amount: Minor, receivedOn: Day) => {
  const source = { receipt, amount, onFor: () => receivedOn };
  const { allocations, left } = pay(account, [source], due => payableOf(account, due));
  return { allocations, rest: left[0] ?? 0 };
};

/** Credit pays whatever is open. It counts from its own date, but not from before the due was raised. */
export const useCredit = (draft: Draft, on: Day): void => {
  const { account } = draft;
  const [waiting, usable] = [account.credit.filter(one => one.toRefund), account.credit.filter(one => !one.toRefund)];
  if (usable.length === 0) return;
  const sources = usable.map(({ receipt, amount, on: since }) => ({
    receipt,
    amount,
    onFor: ({ raisedOn }: OwnedDue) => latest(since, raisedOn),
  }));
  const { allocations, left } = pay(account, sources, outstandingOf);
  if (allocations.length === 0) return;
  draft.add({
    type: 'contributions.CreditUsed',
    version: 1,
    effectiveAt: on,
    data: {
      household: account.household,
      currency: draft.currency,
      on,
      allocations,
      credit: [...waiting, ...remaining(usable, left)],
      postings: creditUsed(allocations),
    },
  });
};

const remaining = (credit: readonly Credit[], left: readonly Minor[]): readonly Credit[] =>
  credit.map((one, index) => ({ ...one, amount: left[index] ?? 0 })).filter(({ amount }) => amount > 0);

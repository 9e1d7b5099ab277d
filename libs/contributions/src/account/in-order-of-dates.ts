import { type Day, latest, type Minor } from '#kernel';
import type { EntitlementWithdrawn } from './account.events.js';
import { contributionsOf, type OpenAccount, outstandingOf, type OwnedDue, paidOf, reachedOn } from './account.state.js';
import type { Allocation, Credit } from './account.types.js';
import { inOrder } from './allocate.js';
import type { Draft } from './draft.js';
import { isLive, isPaidEnough, withdrawTerm } from './entitlement.js';
import { partsDue } from './instalments.state.js';
import { reallocated } from './postings.js';

/**
 * A receipt entered late, or one that is void, changes on which day money was there. What stands is what would stand had
 * every receipt been entered on the day it bears: the oldest money pays what was asked first, each due keeps what it has,
 * and rights whose first day hangs on another day now are withdrawn, to be opened by the new one.
 *
 * @param before the account as it was before the receipt, or the void
 */
export const asIfInOrder = (
  draft: Draft,
  before: OpenAccount,
  on: Day,
  because: EntitlementWithdrawn['data']['because'],
): void => {
  reorder(draft, on);
  for (const { term, status } of before.terms) {
    if (status !== 'raised' || !opensOnAnotherDay(before, draft.account, term)) continue;
    withdrawTerm(draft, term, on, because);
  }
};

/** Somebody who died or went on has cover that ends by itself: it is not opened a second time for an older receipt. */
const isSettled = ({ deceased = [], left = [] }: OpenAccount, due: OwnedDue): boolean =>
  due.persons.every(person => !deceased.includes(person) && !left.includes(person));

const opensOnAnotherDay = (before: OpenAccount, after: OpenAccount, term: number): boolean =>
  contributionsOf(after, term).some(due => {
    const was = before.dues.find(one => one.due === due.due);
    if (due.metOn === null || was?.metOn !== due.metOn || !isPaidEnough(due) || !isSettled(after, due)) return false;
    const [then, now] = [reachedOn(was, was.threshold), reachedOn(due, due.threshold)];
    return now !== null && then !== null && beginsWith(after, term, then) !== beginsWith(after, term, now);
  });

/**
 * What of that day can change when cover begins: for a first term its month; for one that follows another nothing, as long
 * as it was met by the end of that one.
 */
const beginsWith = ({ terms }: OpenAccount, number: number, metOn: Day): string => {
  const earlier = terms.findLast(({ term, period }) => term < number && period !== null)?.period;
  if (!earlier) return metOn.slice(0, 7);
  return metOn <= earlier.to ? 'continues' : metOn;
};

interface Money {
  readonly receipt: string;
  readonly since: Day;
  /** The due it pays now; null where it is credit. */
  readonly due: number | null;
  left: Minor;
}

const reorder = (draft: Draft, on: Day): void => {
  const { account } = draft;
  const live = new Set(account.terms.filter(isLive).map(({ term }) => term));
  const dues = inOrder(account).filter(due => !due.cancelled && !due.carried && live.has(due.term));
  const room = roomOf(dues);
  const allocations = inTime(dues, account.credit, room);
  if (allocations === null || !(changesADay(account, dues, allocations) || isRoomChanged(dues, room))) return;
  draft.add({
    type: 'contributions.PaymentsReordered',
    version: 1,
    effectiveAt: on,
    data: {
      household: account.household,
      on,
      dues: dues.map(({ due }) => due),
      allocations,
      currency: draft.currency,
      postings: reallocated(
        dues.flatMap(({ parts }) => parts),
        allocations,
      ),
      credit: [...account.credit.filter(({ toRefund }) => toRefund), ...restOf(account, dues, allocations)],
    },
  });
};

/**
 * What each due holds: what it was paid. A joining fee that is owed again comes first; a void receipt had paid it, and what
 * paid the contribution of its term pays the fee in its place.
 */
const roomOf = (dues: readonly OwnedDue[]): Map<number, Minor> => {
  const room = new Map(dues.map(due => [due.due, paidOf(due)]));
  for (const fee of dues.filter(({ what }) => what === 'joining-fee')) {
    const own = dues.find(({ term, what, later }) => term === fee.term && what === 'contribution' && !later);
    const moved = Math.min(outstandingOf(fee), own ? paidOf(own) : 0);
    if (!own || moved <= 0) continue;
    room.set(fee.due, paidOf(fee) + moved);
    room.set(own.due, paidOf(own) - moved);
  }
  return room;
};

const isRoomChanged = (dues: readonly OwnedDue[], room: ReadonlyMap<number, Minor>): boolean =>
  dues.some(due => room.get(due.due) !== paidOf(due));

/** Who pays what when each due is asked, and each franc comes, on its own day; null where there is nothing to order. */
const inTime = (
  dues: readonly OwnedDue[],
  credit: readonly Credit[],
  holds: ReadonlyMap<number, Minor>,
): readonly Allocation[] | null => {
  const money = poolOf(dues, credit);
  if (money.length === 0) return null;
  const room = new Map(holds);
  const allocations: Allocation[] = [];
  const pay = (source: Money, { due, term, what, raisedOn }: OwnedDue): void => {
    const amount = Math.min(source.left, room.get(due) ?? 0);
    if (amount <= 0) return;
    source.left -= amount;
    room.set(due, (room.get(due) ?? 0) - amount);
    const paidOn = source.due === due ? source.since : latest(source.since, raisedOn);
    allocations.push({ receipt: source.receipt, due, term, what, amount, on: paidOn });
  };
  const byRaising = [...dues].sort((a, b) => compare(a.raisedOn, b.raisedOn));
  for (const source of money) {
    // What was asked by the day this came was first paid by what lay there already.
    for (const due of byRaising.filter(({ raisedOn }) => raisedOn <= source.since))
      for (const earlier of money) if (compare(earlier.since, source.since) < 0) pay(earlier, due);
    for (const due of dues) if (due.raisedOn <= source.since || source.due === due.due) pay(source, due);
  }
  for (const due of byRaising) for (const source of money) pay(source, due);
  return allocations;
};

const poolOf = (dues: readonly OwnedDue[], credit: readonly Credit[]): readonly Money[] =>
  [
    ...dues.flatMap(({ due, parts }) =>
      parts.map(({ receipt, on, amount }): Money => ({ receipt, since: on, due, left: amount })),
    ),
    ...credit
      .filter(({ toRefund }) => !toRefund)
      .map(({ receipt, on, amount }): Money => ({ receipt, since: on, due: null, left: amount })),
  ].sort((a, b) => compare(a.since, b.since));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whether a day that opens rights, or was in time for a part, is another with these payments. */
const changesADay = (account: OpenAccount, dues: readonly OwnedDue[], allocations: readonly Allocation[]): boolean =>
  dues.some(due => {
    const then = { ...due, parts: allocations.filter(part => part.due === due.due) };
    const term = account.terms.find(one => one.term === due.term);
    const sums = [due.threshold, ...(term && !due.later ? partsDue(term, due).map(({ upTo }) => upTo) : [])];
    return due.what === 'contribution' && sums.some(upTo => reachedOn(due, upTo) !== reachedOn(then, upTo));
  });

/** What of each receipt pays no due now: the receipts are worth what they were. */
const restOf = (
  { credit }: OpenAccount,
  dues: readonly OwnedDue[],
  allocations: readonly Allocation[],
): readonly Credit[] => {
  const rest = new Map<string, Credit>();
  for (const { receipt, since, left } of poolOf(dues, credit)) {
    const known = rest.get(receipt);
    rest.set(receipt, { receipt, amount: (known?.amount ?? 0) + left, on: known?.on ?? since });
  }
  for (const { receipt, amount } of allocations) {
    const known = rest.get(receipt);
    if (known) rest.set(receipt, { ...known, amount: known.amount - amount });
  }
  return [...rest.values()].filter(({ amount }) => amount > 0);
};

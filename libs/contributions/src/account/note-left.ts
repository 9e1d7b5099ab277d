import type { Day } from '#kernel';
import type { Of } from './account.commands.js';
import { type OpenAccount, type OwnedDue, paidOf, termOf } from './account.state.js';
import type { Allocation, Credit, Due } from './account.types.js';
import { Draft } from './draft.js';
import { conclude } from './entitlement.js';
import { freed } from './postings.js';
import { eachOf, latestParts, lighter } from './share-of-person.js';

/**
 * Someone is no longer of the household. What was paid covers them to the end of the term; a term whose cover never
 * began is not asked of them, nor any later one.
 */
export const noteLeft = ({ person, on }: Of<'NotePersonLeft'>, account: OpenAccount) => {
  const draft = new Draft(account);
  leave(draft, person, on);
  conclude(draft, on);
  return draft.conclusion;
};

/** The same as part of another decision: nothing when it was noted before. */
export const leave = (draft: Draft, person: string, on: Day): void => {
  const { account } = draft;
  if (account.left?.includes(person)) return;
  const dues = account.dues.filter(due => neverBegan(due, person, account)).map(due => without(due, person, account));
  const data = { household: account.household, person, on, dues };
  draft.add({ type: 'contributions.PersonLeftNoted', version: 1, effectiveAt: on, data });
  giveBack(draft, person, on);
};

/** Rights were never opened with it: nobody was covered for it. */
const neverBegan = (
  { what, term, metOn, cancelled, carried, persons }: OwnedDue,
  person: string,
  account: OpenAccount,
) =>
  what === 'contribution' &&
  metOn === null &&
  !cancelled &&
  !carried &&
  persons.includes(person) &&
  termOf(account, term)?.status === 'raised';

/** Where the plan keeps what was paid, no less is asked than was. */
const without = (due: OwnedDue, person: string, account: OpenAccount): Due => {
  const each = eachOf(due);
  const excess = paidOf(due) - (due.memberShare - each);
  const less = isKept(account, due) ? each - Math.max(0, Math.min(each, excess)) : each;
  return neverLived(lighter(due, person, less, account), due);
};

/** Months of cover that never began settle nothing. */
const neverLived = ({ settled: _, ...due }: Due, { settled }: Due): Due =>
  settled === undefined ? due : { ...due, settled };

const isKept = (account: OpenAccount, { term }: OwnedDue): boolean =>
  (termOf(account, term)?.plan?.onLeaving ?? 'kept') === 'kept';

/** What dues were paid beyond what is still asked is the household's credit, or waits to be refunded, as the plan says. */
export const giveBack = (draft: Draft, person: string, on: Day): void => {
  const { account } = draft;
  const over = account.dues.filter(due => !due.cancelled && !due.carried && paidOf(due) > due.memberShare);
  if (over.length === 0) return;
  const parts = over.flatMap(due => latestParts(due, paidOf(due) - due.memberShare));
  draft.add({
    type: 'contributions.ContributionFreed',
    version: 1,
    effectiveAt: on,
    data: {
      ...{ household: account.household, person, on, currency: draft.currency, freed: parts },
      credit: [...account.credit, ...parts.map(part => asCredit(part, account))],
      postings: freed(parts),
    },
  });
};

const asCredit = ({ receipt, amount, on, term }: Allocation, account: OpenAccount): Credit => ({
  ...{ receipt, amount, on },
  ...(termOf(account, term)?.plan?.onLeaving === 'refund' ? { toRefund: true as const } : {}),
});

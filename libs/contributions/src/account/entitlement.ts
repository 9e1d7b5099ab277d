import { addDays, type Day, sum } from '#kernel';
import type { EntitlementWithdrawn } from './account.events.js';
import { useCredit } from './allocate.js';
import {
  contributionsOf,
  type OpenAccount,
  outstandingOf,
  ownDueOf,
  type OwnedDue,
  paidOf,
  reachedOn,
  type Term,
} from './account.state.js';
import type { Draft } from './draft.js';
import { arrearsPaidOn, firstLate, nextPartOf } from './instalments.state.js';
import { subsidyEarned, subsidyNotEarned } from './postings.js';

/**
 * What follows for rights from a change in what is owed or paid: credit pays what is open, then each term's rights are
 * withdrawn, opened or resumed. @param on the day of the change
 */
export const conclude = (
  draft: Draft,
  on: Day,
  lost: EntitlementWithdrawn['data']['because'] = 'receipt-voided',
): void => {
  useCredit(draft, on);
  const numbers = draft.account.terms.filter(isLive).map(({ term }) => term);
  for (const number of numbers) {
    withdraw(draft, number, on, lost);
    open(draft, number);
    resume(draft, number);
  }
};

export const isLive = ({ status }: Term): boolean => status === 'raised' || status === 'carried-elsewhere';

/** The member paid what opens rights, whatever a fund still has to say. */
export const isPaidEnough = (due: OwnedDue): boolean => paidOf(due) >= due.threshold;

const isSubsidyWhole = ({ subsidy }: OwnedDue): boolean => subsidy === null || subsidy.final;

const termIn = ({ terms }: OpenAccount, number: number): Term | undefined => terms.find(({ term }) => term === number);

/**
 * Rights of the term go when the household's own threshold is no longer met. When only the part of someone who joined
 * later is gone, the term is withdrawn too, and opened again in the same breath for the others. Cover carried elsewhere stays.
 */
const withdraw = (draft: Draft, number: number, on: Day, because: EntitlementWithdrawn['data']['because']): void => {
  const dues = contributionsOf(draft.account, number).filter(({ metOn }) => metOn !== null);
  if (dues.every(isPaidEnough) || termIn(draft.account, number)?.status !== 'raised') return;
  withdrawTerm(draft, number, on, because);
};

/** Rights of a term end; those whose dues are paid enough open again by the day on which they are. */
export const withdrawTerm = (
  draft: Draft,
  number: number,
  on: Day,
  because: EntitlementWithdrawn['data']['because'],
): void => {
  const dues = contributionsOf(draft.account, number).filter(({ metOn }) => metOn !== null);
  draft.add({
    type: 'contributions.EntitlementWithdrawn',
    version: 1,
    effectiveAt: on,
    data: {
      household: draft.account.household,
      term: number,
      because,
      currency: draft.currency,
      postings: subsidyNotEarned(sum(dues.map(({ subsidy }) => subsidy?.granted ?? 0))),
    },
  });
};

/** The household's own due opens the term; the due of someone who joined later opens it for them. */
const open = (draft: Draft, number: number): void => {
  for (const due of contributionsOf(draft.account, number)) {
    const ofHousehold = ownDueOf(draft.account, number);
    const term = termIn(draft.account, number);
    const runs =
      !due.later || term?.status === 'carried-elsewhere' || (ofHousehold !== undefined && ofHousehold.metOn !== null);
    const metOn = reachedOn(due, due.threshold);
    if (due.persons.length === 0) continue;
    if (due.metOn !== null || due.carried || !runs || metOn === null || !isSubsidyWhole(due)) continue;
    const carried = due.later ? [] : (term?.carried ?? []);
    draft.add({
      type: 'contributions.EntitlementOpened',
      version: 1,
      effectiveAt: metOn,
      data: {
        household: draft.account.household,
        term: number,
        due: due.due,
        persons: [...due.persons, ...carried],
        metOn,
        currency: draft.currency,
        postings: subsidyEarned(due.subsidy?.granted ?? 0),
      },
    });
  }
};

/**
 * What had fallen due is paid: rights resume the day after, or as if never suspended when the receipts' dates turn out to
 * be in time. Paid late before the day was closed, they were suspended all the same.
 */
const resume = (draft: Draft, number: number): void => {
  for (;;) {
    const term = termIn(draft.account, number);
    const own = ownDueOf(draft.account, number);
    if (!term || !own || own.metOn === null) return;
    const from = term.suspendedFrom ?? firstLate(term, own, term.resumedFrom ?? '')?.dueOn;
    if (from === undefined) return;
    if (term.suspendedFrom === null) suspend(draft, term, from);
    const paidOn = arrearsPaidOn(term, own, from);
    if (paidOn === null) return;
    const resumes = paidOn > from ? addDays(paidOn, 1) : from;
    draft.add({
      type: 'contributions.EntitlementResumed',
      version: 1,
      effectiveAt: resumes,
      data: { household: draft.account.household, term: number, from: resumes },
    });
    // A receipt that was in time after all undoes the suspension; nothing later was looked at while it stood.
    if (resumes === from) return;
  }
};

const suspend = (draft: Draft, { term }: Term, from: Day): void => {
  const own = ownDueOf(draft.account, term);
  draft.add({
    type: 'contributions.EntitlementSuspended',
    version: 1,
    effectiveAt: from,
    data: { household: draft.account.household, term, from, outstanding: own ? outstandingOf(own) : 0 },
  });
};

/** The due day itself is still in time: what is unpaid at its end suspends from that day. */
export const suspendOverdue = (draft: Draft, day: Day): void => {
  for (const term of draft.account.terms) {
    const part = nextPartOf(draft.account, term);
    if (part && part.dueOn <= day) suspend(draft, term, part.dueOn);
  }
};

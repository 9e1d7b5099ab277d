import { type Day, earliest, latest, type Minor } from '#kernel';
import { type DatedInstalment, requiredOf } from '../plan/schedule.state.js';
import {
  type OpenAccount,
  outstandingOf,
  ownDueOf,
  type OwnedDue,
  paidOf,
  reachedOn,
  type Term,
} from './account.state.js';

/** Part of a household's own contribution that falls due on a day: `upTo` in all by its end. @unit minor units */
export interface DuePart {
  readonly dueOn: Day;
  readonly upTo: Minor;
}

/** What falls due later of a term whose rights are open; the balance in one sum where its plan has no schedule. */
export const partsDue = ({ balanceDueOn, instalments }: Term, own: OwnedDue): readonly DuePart[] => {
  if (instalments) return instalments.map(part => ({ dueOn: part.dueOn, upTo: requiredOf(own.memberShare, part) }));
  return balanceDueOn === null ? [] : [{ dueOn: balanceDueOn, upTo: own.memberShare }];
};

/** The first part that is not paid. */
export const firstUnpaid = (term: Term, own: OwnedDue): DuePart | undefined =>
  outstandingOf(own) <= 0 ? undefined : partsDue(term, own).find(({ upTo }) => paidOf(own) < upTo);

/** The first part of those due from a day on that was paid, and after its day. */
export const firstLate = (term: Term, own: OwnedDue, since: Day): DuePart | undefined =>
  partsDue(term, own).find(({ dueOn, upTo }) => {
    const reached = reachedOn(own, upTo);
    return dueOn >= since && reached !== null && reached > dueOn;
  });

/**
 * The day on which everything was paid that had fallen due since a suspension began, parts that fell due meanwhile
 * included; null while something of it is open.
 */
export const arrearsPaidOn = (term: Term, own: OwnedDue, suspendedFrom: Day): Day | null => {
  let paidOn: Day | '' = '';
  for (const { dueOn, upTo } of partsDue(term, own)) {
    if (dueOn < suspendedFrom) continue;
    if (paidOn !== '' && dueOn > paidOn) break;
    const reached = reachedOn(own, upTo);
    if (reached === null) return null;
    paidOn = latest(paidOn, reached);
  }
  return paidOn === '' ? null : paidOn;
};

/** The last of the days on which parts fall due. */
export const lastDueOn = (instalments: readonly DatedInstalment[], to: Day): Day =>
  earliest(instalments.at(-1)?.dueOn ?? to, to);

/** What of a term with rights closing a day would suspend it for, and from when; undefined when there is nothing. */
export const nextPartOf = (account: OpenAccount, term: Term): DuePart | undefined => {
  const own = ownDueOf(account, term.term);
  if (term.status !== 'raised' || term.suspendedFrom !== null || !own || own.metOn === null) return undefined;
  return firstUnpaid(term, own);
};

/** Day on which closing will suspend a term unless what is due by then is paid; null when there is none. */
export const nextDueOn = (account: OpenAccount): Day | null =>
  account.terms
    .flatMap(term => nextPartOf(account, term)?.dueOn ?? [])
    .reduce<Day | null>((first, on) => (first === null || on < first ? on : first), null);

import { type Day, daysBetween, type Minor, sum } from '#kernel';
import { type OpenAccount, owedOf, type OwnedDue, termOf } from '../account/account.state.js';
import { partsDue } from '../account/instalments.state.js';

/** @unit minor units, by days since the day that was still in time. */
export interface Ageing {
  readonly notDue: Minor;
  readonly upTo30: Minor;
  readonly upTo60: Minor;
  readonly upTo90: Minor;
  readonly over90: Minor;
}

export const nothingOpen: Ageing = { notDue: 0, upTo30: 0, upTo60: 0, upTo90: 0, over90: 0 };

export const addAgeing = (one: Ageing, other: Ageing): Ageing => ({
  notDue: one.notDue + other.notDue,
  upTo30: one.upTo30 + other.upTo30,
  upTo60: one.upTo60 + other.upTo60,
  upTo90: one.upTo90 + other.upTo90,
  over90: one.over90 + other.over90,
});

/** What a household owes of dues raised by a day, by the receipts dated by then: each part from its own day on. */
export const ageingOn = (account: OpenAccount, asOf: Day): Ageing =>
  account.dues
    .filter(({ raisedOn }) => raisedOn <= asOf)
    .flatMap(due => partsOf(account, due).map(part => ({ ...part, open: openOf(part, paidBy(due, asOf)) })))
    .reduce((so, { dueOn, open }) => {
      if (open <= 0) return so;
      const bucket = bucketOf(daysBetween(dueOn, asOf));
      return { ...so, [bucket]: so[bucket] + open };
    }, nothingOpen);

export const paidBy = ({ parts }: OwnedDue, asOf: Day): Minor =>
  sum(parts.filter(({ on }) => on <= asOf).map(({ amount }) => amount));

/** A part of what is owed: from `above` up to `upTo`, on a day. @unit minor units */
export interface OwedPart {
  readonly dueOn: Day;
  readonly above: Minor;
  readonly upTo: Minor;
}

/** What of a part is not paid by so much in all: the earlier part is paid first. */
export const openOf = ({ above, upTo }: OwedPart, paid: Minor): Minor => Math.max(0, upTo - Math.max(above, paid));

/** Parts of a term with rights have days of their own; anything else is owed from the day it was raised. */
export const partsOf = (account: OpenAccount, due: OwnedDue): readonly OwedPart[] => {
  const owed = owedOf(due);
  const term = termOf(account, due.term);
  const later = due.metOn !== null && !due.later && term ? partsDue(term, due) : [];
  const ends = [...(later.length === 0 ? [owed] : [due.threshold]), ...later.map(({ upTo }) => Math.min(upTo, owed))];
  const days = [due.raisedOn, ...later.map(({ dueOn }) => dueOn)];
  return ends
    .map((upTo, index) => ({ dueOn: days[index] ?? due.raisedOn, above: Math.max(0, ...ends.slice(0, index)), upTo }))
    .filter(({ above, upTo }) => upTo > above);
};

const bucketOf = (days: number): keyof Ageing =>
  days <= 0 ? 'notDue' : days <= 30 ? 'upTo30' : days <= 60 ? 'upTo60' : days <= 90 ? 'upTo90' : 'over90';

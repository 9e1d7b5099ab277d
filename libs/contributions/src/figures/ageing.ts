import { type Day, daysBetween, type Minor, sum } from '#kernel';
import { type OpenAccount, owedOf, type OwnedDue, termOf } from '../account/account.state.js';

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

/** What a household owes of dues raised by a day, by the receipts dated by then. */
export const ageingOn = (account: OpenAccount, asOf: Day): Ageing =>
  account.dues
    .filter(({ raisedOn }) => raisedOn <= asOf)
    .reduce((so, due) => {
      const open = owedOf(due) - paidBy(due, asOf);
      if (open <= 0) return so;
      const bucket = bucketOf(daysBetween(dueOn(account, due), asOf));
      return { ...so, [bucket]: so[bucket] + open };
    }, nothingOpen);

export const paidBy = ({ parts }: OwnedDue, asOf: Day): Minor =>
  sum(parts.filter(({ on }) => on <= asOf).map(({ amount }) => amount));

/** The balance of a term with rights has a day of its own; anything else is owed from the day it was raised. */
const dueOn = (account: OpenAccount, { term, metOn, later, raisedOn }: OwnedDue): Day =>
  (metOn !== null && !later ? termOf(account, term)?.balanceDueOn : null) ?? raisedOn;

const bucketOf = (days: number): keyof Ageing =>
  days <= 0 ? 'notDue' : days <= 30 ? 'upTo30' : days <= 60 ? 'upTo60' : days <= 90 ? 'upTo90' : 'over90';

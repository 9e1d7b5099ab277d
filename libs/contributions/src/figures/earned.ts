import { type Day, earliest, firstOfNextMonth, type Minor, type Period, ratioOf, sum, wholeMonths } from '#kernel';
import { type OpenAccount, type OwnedDue, termOf } from '../account/account.state.js';

/** @unit minor units. What was received of contributions, and what of it the months of cover have earned. */
export interface Earned {
  /** The members' part and, where rights are open, the funds'. Joining fees apart. */
  readonly booked: Minor;
  readonly earned: Minor;
  /** Still owed in cover: a liability of the scheme. `earned + unearned = booked`. */
  readonly unearned: Minor;
}

/**
 * A contribution is earned by whole months of cover that are over by the end of the day, rounded down; the rest is
 * unearned. What is paid before cover starts is unearned as a whole.
 */
export const earnedOn = (account: OpenAccount, asOf: Day): Earned => {
  const dues = account.dues.filter(({ what, cancelled }) => what === 'contribution' && !cancelled);
  const parts = dues.map(due => {
    const booked = bookedOn(due, asOf);
    return { booked, earned: partOf(booked, spanOf(account, due), asOf) };
  });
  const booked = sum(parts.map(part => part.booked));
  const earned = sum(parts.map(part => part.earned));
  return { booked, earned, unearned: booked - earned };
};

const bookedOn = ({ parts, metOn, carried, subsidy }: OwnedDue, asOf: Day): Minor => {
  const paid = sum(parts.filter(({ on }) => on <= asOf).map(({ amount }) => amount));
  const granted = metOn === null || metOn > asOf || carried ? 0 : (subsidy?.granted ?? 0);
  return paid + granted;
};

/** Cover that the due pays for: the term's, or what is left of it for someone who joined later. */
const spanOf = (account: OpenAccount, { term, later, metOn }: OwnedDue): Period | null => {
  const period = termOf(account, term)?.period ?? null;
  if (period === null || !later) return period;
  return metOn === null ? null : { from: firstOfNextMonth(metOn), to: period.to };
};

const partOf = (booked: Minor, span: Period | null, asOf: Day): Minor => {
  if (span === null || span.from > asOf) return 0;
  if (asOf >= span.to) return booked;
  return ratioOf(booked, wholeMonths({ from: span.from, to: earliest(asOf, span.to) }), wholeMonths(span), 'down');
};

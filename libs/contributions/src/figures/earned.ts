import {
  addDays,
  addMonths,
  type Day,
  earliest,
  firstOfNextMonth,
  type Minor,
  type Period,
  ratioOf,
  sum,
  wholeMonths,
} from '#kernel';
import { type BroughtIn, type OpenAccount, type OwnedDue, termOf } from '../account/account.state.js';

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
    // Who died or moved lived these months: they are earned whole.
    const settled = Math.min(due.settled ?? 0, booked);
    return { booked, earned: settled + partOf(booked - settled, spanOf(account, due), asOf) };
  });
  const brought = (account.broughtIn ?? []).map(one => broughtBy(one, asOf));
  const booked = sum([...parts, ...brought].map(part => part.booked));
  const earned = sum([...parts, ...brought].map(part => part.earned));
  return { booked, earned, unearned: booked - earned };
};

/** What came with persons who moved here, for the months from the day of the move on. */
const broughtBy = ({ on, persons }: BroughtIn, asOf: Day): Pick<Earned, 'booked' | 'earned'> => {
  if (on > asOf) return { booked: 0, earned: 0 };
  const earned = persons.map(({ months, amount }) =>
    months === 0 ? amount : partOf(amount, { from: on, to: addDays(addMonths(on, months), -1) }, asOf),
  );
  return { booked: sum(persons.map(({ amount }) => amount)), earned: sum(earned) };
};

const bookedOn = ({ parts, metOn, carried, subsidy, passedOn = 0 }: OwnedDue, asOf: Day): Minor => {
  const paid = sum(parts.filter(({ on }) => on <= asOf).map(({ amount }) => amount));
  const granted = metOn === null || metOn > asOf || carried ? 0 : (subsidy?.granted ?? 0) - passedOn;
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

import { type Day, firstOfNextMonth, latest, type Minor, ratioOf, wholeMonths } from '#kernel';
import { thresholdOf } from './raise-dues.js';
import { type OpenAccount, type OwnedDue, paidOf, termOf } from './account.state.js';
import type { Allocation, Due } from './account.types.js';

/** What one of its persons is asked for by a due, months lived and to come. @unit minor units */
export const eachOf = ({ memberShare, settled = 0, persons }: Due): Minor =>
  persons.length === 0 ? 0 : ratioOf(Math.max(0, memberShare - settled), 1, persons.length, 'down');

/** Of this amount, what is for whole months of cover from a day on: all of it while cover has not begun. */
export const aheadOf = (amount: Minor, due: OwnedDue, account: OpenAccount, from: Day): Minor => {
  const period = termOf(account, due.term)?.period ?? null;
  if (period === null) return amount;
  const begins = due.later && due.metOn !== null ? firstOfNextMonth(due.metOn) : period.from;
  const of = Math.max(1, wholeMonths({ from: begins, to: period.to }));
  const since = latest(from, begins);
  const ahead = since > period.to ? 0 : wholeMonths({ from: since, to: period.to });
  return ratioOf(amount, Math.min(ahead, of), of, 'down');
};

/** The due without a person: `less` of it is not asked any more, what they had lived of it stays. */
export const lighter = (due: OwnedDue, person: string, less: Minor, account: OpenAccount, paid = paidOf(due)): Due => {
  const { due: number, what, term, later, gross, subsidy, raisedOn, waived, waivedOn, passedOn } = due;
  const memberShare = due.memberShare - less;
  const settled = (due.settled ?? 0) + eachOf(due) - less;
  const plan = termOf(account, term)?.plan;
  const asked = later || !plan ? memberShare : thresholdOf(memberShare, plan);
  // Nobody loses rights because somebody else left.
  const threshold = due.metOn === null ? asked : Math.min(due.threshold, asked, paid);
  return {
    ...{ due: number, what, term, persons: due.persons.filter(one => one !== person), later, gross: gross - less },
    ...{ subsidy, memberShare, threshold, raisedOn },
    ...(settled === 0 ? {} : { settled }),
    ...(waived === undefined ? {} : { waived }),
    ...(waivedOn === undefined ? {} : { waivedOn }),
    ...(passedOn === undefined ? {} : { passedOn }),
  };
};

/** So much of what receipts paid of a due, the latest first. */
export const latestParts = ({ parts }: OwnedDue, amount: Minor): readonly Allocation[] => {
  let left = amount;
  return parts.toReversed().flatMap(part => {
    const taken = Math.min(left, part.amount);
    left -= taken;
    return taken > 0 ? [{ ...part, amount: taken }] : [];
  });
};

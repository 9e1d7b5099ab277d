import { type Day, firstOfNextMonth, ratioOf } from '#kernel';
import type { Of } from './account.commands.js';
import { type OpenAccount, type OwnedDue, paidOf, termOf } from './account.state.js';
import type { Due } from './account.types.js';
import { Draft } from './draft.js';
import { conclude } from './entitlement.js';
import { giveBack } from './note-left.js';
import { thresholdOf } from './raise-dues.js';
import { aheadOf, eachOf, lighter } from './share-of-person.js';

/**
 * Nobody pays for a term its person did not live to see. A term that was paid, or runs, stays as it is, unless the plan
 * gives back the whole months after the one of the death.
 */
export const noteDeath = ({ person, diedOn }: Of<'NoteDeath'>, account: OpenAccount) => {
  const draft = new Draft(account);
  if (account.deceased?.includes(person)) return draft.conclusion;
  const dues = [
    ...account.dues.filter(due => isStillAsked(due, account)).flatMap(due => without(person, due, account)),
    ...account.dues
      .filter(due => isGivenBack(due, person, account))
      .map(due => shortened(person, diedOn, due, account)),
  ];
  const data = { household: account.household, person, diedOn, dues };
  draft.add({ type: 'contributions.DeathNoted', version: 1, effectiveAt: diedOn, data });
  giveBack(draft, person, diedOn);
  conclude(draft, diedOn);
  return draft.conclusion;
};

const givesBack = (account: OpenAccount, term: number): boolean =>
  (termOf(account, term)?.plan?.onLeaving ?? 'kept') !== 'kept';

/** Rights were opened with it, and the plan says that nobody pays for months that nobody lives. */
const isGivenBack = (
  { what, term, metOn, cancelled, carried, persons }: OwnedDue,
  person: string,
  account: OpenAccount,
) =>
  what === 'contribution' &&
  metOn !== null &&
  !cancelled &&
  !carried &&
  persons.includes(person) &&
  givesBack(account, term);

const shortened = (person: string, diedOn: Day, due: OwnedDue, account: OpenAccount): Due =>
  lighter(due, person, aheadOf(eachOf(due), due, account, firstOfNextMonth(diedOn)), account);

/** A due that a fund was asked for stays as it is: the fund has set its part aside for these persons. */
const isStillAsked = ({ what, term, metOn, cancelled, carried, subsidy }: OwnedDue, account: OpenAccount): boolean => {
  const held = termOf(account, term);
  const open = what === 'contribution' && metOn === null && !cancelled && !carried && subsidy === null;
  return open && held?.status === 'raised' && held.period === null;
};

const without = (person: string, due: OwnedDue, account: OpenAccount): readonly Due[] => {
  const persons = due.persons.filter(one => one !== person);
  if (persons.length === due.persons.length || persons.length === 0) return [];
  const { due: number, what, term, later, subsidy, raisedOn } = due;
  // What was kept of somebody who left before need not divide by those who stayed.
  const whole = ratioOf(due.gross, persons.length, due.persons.length, 'down');
  const waived = Math.min(due.waived ?? 0, whole);
  const left = whole - waived;
  const plan = termOf(account, term)?.plan;
  const threshold = later || !plan ? left : thresholdOf(left, plan);
  const memberShare = givesBack(account, term) ? left : Math.max(left, paidOf(due));
  return [
    {
      ...{ due: number, what, term, persons, later, subsidy, memberShare, threshold, raisedOn },
      gross: memberShare + waived,
      ...(due.waived === undefined ? {} : { waived }),
    },
  ];
};

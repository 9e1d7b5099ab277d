import { type Minor, shareOf } from '#kernel';
import type { Of } from './account.commands.js';
import { type OpenAccount, type OwnedDue, paidOf, termOf } from './account.state.js';
import type { Due } from './account.types.js';
import { Draft } from './draft.js';
import { conclude } from './entitlement.js';

/** Nobody pays for a term its person did not live to see; a term that was paid, or runs, stays as it is. */
export const noteDeath = ({ person, diedOn }: Of<'NoteDeath'>, account: OpenAccount) => {
  const draft = new Draft(account);
  if (account.deceased?.includes(person)) return draft.conclusion;
  const dues = account.dues.filter(due => isStillAsked(due, account)).flatMap(due => without(person, due, account));
  const data = { household: account.household, person, diedOn, dues };
  draft.add({ type: 'contributions.DeathNoted', version: 1, effectiveAt: diedOn, data });
  conclude(draft, diedOn);
  return draft.conclusion;
};

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
  const whole: Minor = (due.gross / due.persons.length) * persons.length;
  const waived = Math.min(due.waived ?? 0, whole);
  const left = whole - waived;
  const rate = termOf(account, term)?.plan?.threshold_bps;
  const threshold = later || rate === undefined ? left : shareOf(left, rate, 'up');
  const memberShare = Math.max(left, paidOf(due));
  return [
    {
      ...{ due: number, what, term, persons, later, subsidy, memberShare, threshold, raisedOn },
      gross: memberShare + waived,
      ...(due.waived === undefined ? {} : { waived }),
    },
  ];
};

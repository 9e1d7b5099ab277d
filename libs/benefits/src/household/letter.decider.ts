import {
  acceptIn,
  addDays,
  type JointDecider,
  type JointDecision,
  type Minor,
  nothingToDo,
  refuse,
  seal,
  unreachable,
} from '#kernel';
import { eligibilityOn, householdPeriod } from './cover.state.js';
import type { IssueLetter, LetterCommand, ReleaseLetter } from './household.commands.js';
import type { HouseholdEvent } from './household.events.js';
import { LetterReason } from './household.reasons.js';
import { householdFold, type HouseholdState } from './household.state.js';
import type { HeldLetter } from './household.types.js';
import { reservedOn } from './letters.state.js';
import { cutByCeilings, waitingClaims } from './reconsider.state.js';
import { usedRights } from './usage.state.js';

export type LetterStreams = {
  readonly household: { readonly event: HouseholdEvent; readonly state: HouseholdState };
};
type Outcome = JointDecision<LetterStreams, LetterReason>;

/** Guarantee letters: reserved when issued, used up by one claim, given back when nobody draws on them. */
export const letterDecider: JointDecider<LetterCommand, LetterStreams, LetterReason> = {
  folds: { household: householdFold },

  decide(command, { household }) {
    switch (command.type) {
      case 'IssueLetter':
        return issue(command, household);
      case 'ReleaseLetter':
        return release(command, household);
      default:
        return unreachable(command);
    }
  },
};

/**
 * Allows a stay: so much of the person's and the household's ceiling is kept free for it, at most what is left.
 *
 * @unit    `cap`: minor units of the package's currency
 * @refuses benefits.letter.already_issued    the id was used for another letter
 * @refuses benefits.letter.ends_before_issue its last day is before it is issued
 * @refuses benefits.letter.not_covered       the person has no rights on the day it is issued
 * @refuses benefits.letter.act_not_covered   the package in force has no such act
 */
const issue = (asked: IssueLetter, household: HouseholdState): Outcome => {
  const { letter, household: id, scheme, person, provider, act, cap, issuedOn, lastDay, key } = asked;
  const known = household.letters.get(letter);
  if (known) return same(known, asked) ? nothingToDo : refuse(LetterReason.alreadyIssued, { letter });
  if (lastDay < issuedOn) return refuse(LetterReason.endsBeforeIssue, { issuedOn, lastDay }, 'invalid');
  const terms = asked.package;
  const standing = eligibilityOn(household.cover.get(person), issuedOn);
  if (standing.status !== 'covered' || !terms) {
    return refuse(LetterReason.notCovered, { person, issuedOn }, 'unprocessable');
  }
  if (!terms.inPackage) return refuse(LetterReason.actNotCovered, undefined, 'unprocessable');
  const reserved = Math.min(cap, leftOn(asked, household, terms));
  const reservedUntil = addDays(lastDay, terms.filingDays);
  const facts = { letter, person, provider, key, cap, reserved, issuedOn, lastDay, reservedUntil };
  return acceptIn({
    household: [
      {
        type: 'benefits.LetterIssued',
        version: 1,
        effectiveAt: issuedOn,
        data: { ...facts, household: id, scheme, reconsider: waitingClaims(household, person) },
        sealed: { care: seal(person, 'medical', { act }) },
      },
    ],
  });
};

/** What ceilings and earlier letters leave of the person's and the household's rights. */
const leftOn = (
  { person, issuedOn }: IssueLetter,
  household: HouseholdState,
  ceilings: { readonly person: Minor | null; readonly household: Minor | null },
): Minor => {
  const standing = eligibilityOn(household.cover.get(person), issuedOn);
  if (standing.status !== 'covered') return 0;
  const whole = householdPeriod(household, standing.span, issuedOn);
  const used = usedRights(household, person, standing.span, whole);
  const kept = reservedOn(household.letters, { person, own: standing.span, whole, asOf: issuedOn });
  return Math.max(
    0,
    Math.min(
      (ceilings.person ?? Number.MAX_SAFE_INTEGER) - used.person - kept.person,
      (ceilings.household ?? Number.MAX_SAFE_INTEGER) - used.household - kept.household,
    ),
  );
};

/**
 * @refuses benefits.letter.not_found there is no such letter in this household
 * @refuses benefits.letter.used      a claim draws on it
 */
const release = ({ letter, household: id, scheme, releasedOn }: ReleaseLetter, household: HouseholdState): Outcome => {
  const held = household.letters.get(letter);
  if (!held) return refuse(LetterReason.notFound, undefined, 'notFound');
  if (held.releasedOn !== null) return nothingToDo;
  if (held.usedBy !== null) return refuse(LetterReason.used, { letter });
  return acceptIn({
    household: [
      {
        type: 'benefits.LetterReleased',
        version: 1,
        effectiveAt: releasedOn,
        data: {
          ...{ letter, household: id, scheme, person: held.person, amount: held.reserved, releasedOn },
          reconsider: cutByCeilings(household, held.person),
        },
      },
    ],
  });
};

const same = (known: HeldLetter, asked: IssueLetter): boolean =>
  known.person === asked.person &&
  known.provider === asked.provider &&
  known.key === asked.key &&
  known.cap === asked.cap &&
  known.issuedOn === asked.issuedOn &&
  known.lastDay === asked.lastDay;

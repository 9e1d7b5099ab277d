import { accept, type Decision, nothingToDo, refuse, seal } from '#kernel';
import { runningOut } from './cover.js';
import { guardianAfter, isAdult } from './cover-by-decision.js';
import type { Of } from './household.commands.js';
import type { HouseholdEvent } from './household.events.js';
import { HouseholdReason } from './household.reasons.js';
import { type EnrolledHousehold, lastNumber, lastStarted, memberOf, present } from './household.state.js';
import type { Contact } from './household.types.js';
import { refusedDate } from './paper-dates.js';

type Outcome = Decision<HouseholdEvent, HouseholdReason>;

const rulesOf = (household: EnrolledHousehold) => (lastStarted(household) ?? household.terms.at(-1))?.rules;

/**
 * Someone leaves: a divorce, a marriage into another household, a child come of age. What was paid covers them to the
 * end of the term, and no renewal asks for them. When the policyholder leaves, the spouse or else the eldest adult
 * answers for those who stay; nobody when no adult does.
 *
 * @refuses membership.household.person_unknown, membership.household.person_gone
 * @refuses membership.household.under_age when a child is said to be of age before the birthday
 * @refuses membership.household.dated_in_future, membership.household.backdated_too_far
 */
export const leaveHousehold = (command: Of<'LeaveHousehold'>, household: EnrolledHousehold): Outcome => {
  const { person, because, on, approvedBy = null } = command;
  const member = memberOf(household, person);
  if (!member) return refuse(HouseholdReason.personUnknown, { person }, 'notFound');
  if (member.leftOn === on) return nothingToDo;
  if (!present(household).includes(member)) return refuse(HouseholdReason.personGone, { person });
  if (because === 'majority' && member.birthDate !== undefined && !isAdult(member, on))
    return refuse(HouseholdReason.underAge, { person, on }, 'unprocessable');
  const rules = rulesOf(household);
  const refused = rules && refusedDate(on, command, rules);
  if (refused) return refused;
  return accept({
    type: 'membership.PersonLeft',
    version: 1,
    effectiveAt: on,
    data: {
      household: household.household,
      product: household.product,
      term: lastStarted(household)?.term ?? lastNumber(household),
      ...{ person, because, on },
      policyholder: household.policyholder === person ? guardianAfter(person, on, household) : household.policyholder,
      approvedBy,
      persons: [runningOut(member.cover)],
    },
  });
};

/**
 * Somebody else answers for the household: an adult of it, or a guardian from outside who is named. Nobody's cover
 * changes: orphans stay covered.
 *
 * @refuses membership.household.person_unknown when it is no member, and no guardian is described
 * @refuses membership.household.person_gone, membership.household.under_age
 * @refuses membership.household.dated_in_future, membership.household.backdated_too_far
 */
export const namePolicyholder = (command: Of<'NamePolicyholder'>, household: EnrolledHousehold): Outcome => {
  const { policyholder, because, on, guardian, approvedBy = null } = command;
  if (household.policyholder === policyholder) return nothingToDo;
  const member = memberOf(household, policyholder);
  if (!member && !guardian) return refuse(HouseholdReason.personUnknown, { person: policyholder }, 'notFound');
  if (member && !present(household).includes(member))
    return refuse(HouseholdReason.personGone, { person: policyholder });
  if (member?.birthDate !== undefined && !isAdult(member, on))
    return refuse(HouseholdReason.underAge, { person: policyholder, on }, 'unprocessable');
  const rules = rulesOf(household);
  const refused = rules && refusedDate(on, command, rules);
  if (refused) return refused;
  return accept({
    type: 'membership.PolicyholderChanged',
    version: 1,
    effectiveAt: on,
    data: {
      household: household.household,
      product: household.product,
      ...{ policyholder, previous: household.policyholder, outside: !member, because, on, approvedBy },
    },
    ...(member || !guardian ? {} : { sealed: { [policyholder]: seal<Contact>(policyholder, 'identity', guardian) } }),
  });
};

import { accept, addDays, type Day, type Decision, nothingToDo, periodOf, refuse, yearsBetween } from '#kernel';
import type { CoverRules } from '../product/product.state.js';
import { endedByDeath, opened } from './cover.js';
import type { Of } from './household.commands.js';
import type { HouseholdEvent } from './household.events.js';
import { HouseholdReason } from './household.reasons.js';
import {
  awaitedTerm,
  type EnrolledHousehold,
  lastNumber,
  lastStarted,
  present,
  memberOf,
  type Member,
} from './household.state.js';
import { isRefusal, refusedDate, rulesInForce } from './paper-dates.js';

type Outcome = Decision<HouseholdEvent, HouseholdReason>;
const adultAge_years = 18;

/** The day from which the next term may be paid. */
export const renewalOpensOn = (to: Day, { renewalOpensDaysBefore }: CoverRules): Day =>
  addDays(to, -renewalOpensDaysBefore);

/**
 * Cover ends with the day of death. When the policyholder dies cover goes on, and an adult of the household answers
 * for it: the spouse, else the eldest.
 *
 * @refuses membership.household.person_unknown
 * @refuses membership.household.death_recorded_otherwise when another day was recorded
 * @refuses membership.household.died_after_declaration
 * @refuses membership.household.dated_in_future, membership.household.backdated_too_far (by the day of declaration)
 */
export const recordDeath = (command: Of<'RecordDeath'>, household: EnrolledHousehold): Outcome => {
  const { person, diedOn, declaredOn, approvedBy } = command;
  const member = memberOf(household, person);
  if (!member) return refuse(HouseholdReason.personUnknown, { person }, 'notFound');
  if (member.cover.diedOn === diedOn) return nothingToDo;
  if (member.cover.diedOn !== null)
    return refuse(HouseholdReason.deathRecordedOtherwise, { person, diedOn: member.cover.diedOn });
  if (diedOn > declaredOn) return refuse(HouseholdReason.diedAfterDeclaration, { diedOn, declaredOn }, 'unprocessable');
  const rules = (lastStarted(household) ?? household.terms[0])?.rules;
  const refused = rules && refusedDate(declaredOn, command, rules);
  if (refused) return refused;
  return accept({
    type: 'membership.DeathRecorded',
    version: 1,
    effectiveAt: diedOn,
    data: {
      household: household.household,
      product: household.product,
      term: lastStarted(household)?.term ?? lastNumber(household),
      person,
      diedOn,
      declaredOn,
      policyholder:
        household.policyholder === person ? guardianAfter(person, diedOn, household) : household.policyholder,
      approvedBy: approvedBy ?? null,
      persons: [endedByDeath(member.cover, diedOn)],
    },
  });
};

/** Nobody when no adult is left: the scheme then names one. */
export const guardianAfter = (deceased: string, on: Day, household: EnrolledHousehold): string | null => {
  const others = present(household).filter(({ person }) => person !== deceased);
  const eldest = others
    .filter(member => isAdult(member, on))
    .sort((a, b) => ((a.birthDate ?? '') < (b.birthDate ?? '') ? -1 : 1))[0];
  return (others.find(({ relation }) => relation === 'spouse') ?? eldest)?.person ?? null;
};

export const isAdult = ({ birthDate }: Member, on: Day): boolean =>
  birthDate !== undefined && yearsBetween(birthDate, on) >= adultAge_years;

/** The term a decision (not a payment) starts, with everybody of the household in it. */
const termByDecision = (
  household: EnrolledHousehold,
  rules: CoverRules,
  { from, to }: { from: Day; to: Day },
  waiting: { waitingFrom: Day; waitingWaived: boolean },
) => {
  const graceUntil = addDays(to, rules.graceDays);
  return {
    household: household.household,
    product: household.product,
    term: awaitedTerm(household)?.term ?? lastNumber(household) + 1,
    from,
    to,
    graceUntil,
    rules,
    deadline: renewalOpensOn(to, rules),
    persons: present(household).map(({ cover }) => opened(cover, { from, to, graceUntil, ...waiting })),
  };
};

/**
 * Cover held in another register goes on here and keeps its start; its contribution was paid there.
 * @refuses membership.household.already_covered
 * @refuses membership.household.cover_ends_before_start
 */
export const takeOverCover = (command: Of<'TakeOverCover'>, household: EnrolledHousehold): Outcome => {
  const { from, to, waitingFrom = from } = command;
  if (lastStarted(household)) return refuse(HouseholdReason.alreadyCovered, { term: lastStarted(household)?.term });
  if (to < from) return refuse(HouseholdReason.coverEndsBeforeStart, { from, to }, 'unprocessable');
  const rules = awaitedTerm(household)?.rules;
  if (!rules) return refuse(HouseholdReason.left, { household: household.household });
  return accept({
    type: 'membership.CoverageTakenOver',
    version: 1,
    effectiveAt: from,
    data: { ...termByDecision(household, rules, { from, to }, { waitingFrom, waitingWaived: false }), waitingFrom },
  });
};

/**
 * A targeted subsidy carries the household: covered for a whole term without waiting, possibly from before the
 * approval. The decision is named.
 *
 * @refuses membership.household.already_covered when a term covers that day or a later one
 * @refuses membership.household.no_rules_in_force
 * @refuses membership.household.dated_in_future, membership.household.backdated_too_far (by the day of approval)
 */
export const grantTargetedCover = (command: Of<'GrantTargetedCover'>, household: EnrolledHousehold): Outcome => {
  const { from, approvedOn, decision, approvedBy } = command;
  const started = lastStarted(household);
  if (started && started.to >= from)
    return refuse(HouseholdReason.alreadyCovered, { term: started.term, to: started.to });
  const rules = awaitedTerm(household)?.rules ?? rulesInForce(command, from);
  if (isRefusal(rules)) return rules;
  const refused = refusedDate(approvedOn, command, rules);
  if (refused) return refused;
  return accept({
    type: 'membership.TargetedCoverageGranted',
    version: 1,
    effectiveAt: from,
    data: {
      ...termByDecision(household, rules, periodOf(from, rules.coverMonths), {
        waitingFrom: from,
        waitingWaived: true,
      }),
      approvedOn,
      decision,
      approvedBy: approvedBy ?? null,
    },
  });
};

import { accept, addDays, type Day, type Decision, nothingToDo, periodOf, refuse, yearsBetween } from '#kernel';
import type { CoverRules } from '../product/product.state.js';
import { endedByDeath, opened, withdrawn } from './cover.js';
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
  type StartedTerm,
  startedTerms,
} from './household.state.js';
import type { Cover } from './household.types.js';
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

/**
 * The term a decision (not a payment) starts, with everybody of the household in it.
 * @param instead a term that had not begun and gives way to it
 */
const termByDecision = (
  household: EnrolledHousehold,
  rules: CoverRules,
  { from, to }: { from: Day; to: Day },
  waiting: { waitingFrom: Day; waitingWaived: boolean },
  instead?: StartedTerm,
) => {
  const graceUntil = addDays(to, rules.graceDays);
  const before = ({ cover }: Member): Cover => (instead ? withdrawn(cover, instead) : cover);
  return {
    household: household.household,
    product: household.product,
    term: instead?.term ?? awaitedTerm(household)?.term ?? lastNumber(household) + 1,
    from,
    to,
    graceUntil,
    rules,
    deadline: renewalOpensOn(to, rules),
    persons: present(household).map(member => opened(before(member), { from, to, graceUntil, ...waiting })),
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
 * approval. The decision is named. A term that was paid for and had not begun on the day of approval gives way to it:
 * a fund that carries the whole contribution has opened the next month already.
 *
 * @refuses membership.household.already_covered when a term covers that day or a later one, unless it gives way
 * @refuses membership.household.no_rules_in_force
 * @refuses membership.household.dated_in_future, membership.household.backdated_too_far (by the day of approval)
 */
export const grantTargetedCover = (command: Of<'GrantTargetedCover'>, household: EnrolledHousehold): Outcome => {
  const { from, approvedOn, decision, approvedBy } = command;
  const running = startedTerms(household).filter(({ to }) => to >= from);
  const instead = running.length === 1 ? running.find(term => givesWay(term, household, from, approvedOn)) : undefined;
  const started = running.at(-1);
  if (started && !instead) return refuse(HouseholdReason.alreadyCovered, { term: started.term, to: started.to });
  const rules = instead?.rules ?? awaitedTerm(household)?.rules ?? rulesInForce(command, from);
  if (isRefusal(rules)) return rules;
  const refused = refusedDate(approvedOn, command, rules);
  if (refused) return refused;
  return accept({
    type: 'membership.TargetedCoverageGranted',
    version: 1,
    effectiveAt: from,
    data: {
      ...termByDecision(
        household,
        rules,
        periodOf(from, rules.coverMonths),
        { waitingFrom: from, waitingWaived: true },
        instead,
      ),
      approvedOn,
      decision,
      approvedBy: approvedBy ?? null,
    },
  });
};

/** It has not begun, and whoever it was paid for is still of the household. */
const givesWay = (term: StartedTerm, household: EnrolledHousehold, from: Day, approvedOn: Day): boolean => {
  if (term.status !== 'running' || from >= term.from || approvedOn >= term.from) return false;
  const stayed = new Set(present(household).map(({ person }) => person));
  return household.members.every(({ person, cover }) => stayed.has(person) || cover.spans.every(({ to }) => to < from));
};

import {
  accept,
  addDays,
  type Day,
  type Decision,
  firstOfNextMonth,
  nothingToDo,
  refuse,
  seal,
  wholeMonths,
} from '#kernel';
import { bandsOf } from './bands.js';
import { noCover, openedIn } from './cover.js';
import type { NewPerson, Of } from './household.commands.js';
import type { HouseholdEvent, Identities } from './household.events.js';
import { HouseholdReason } from './household.reasons.js';
import {
  awaitedTerm,
  type EnrolledHousehold,
  type HouseholdState,
  lastNumber,
  lastStarted,
  memberOf,
  startedTerms,
} from './household.state.js';
import type { Charge, Identity } from './household.types.js';
import { isRefusal, refusedDate, rulesInForce } from './paper-dates.js';

type Outcome = Decision<HouseholdEvent, HouseholdReason>;

const identityOf = ({ person, name, sex, birthDate }: NewPerson) => ({
  [person]: seal<Identity>(person, 'identity', { name, sex, birthDate }),
});

/**
 * A household joins. A household that left before its cover began may enrol again under the same id.
 *
 * @refuses membership.household.already_enrolled also when it belongs to another scheme: ids are the federation's
 * @refuses membership.household.section_unknown
 * @refuses membership.household.no_rules_in_force
 * @refuses membership.household.policyholder_missing when the policyholder is not among the persons
 * @refuses membership.household.person_twice
 * @refuses membership.household.dated_in_future, membership.household.backdated_too_far
 */
export const enrol = (command: Of<'EnrolHousehold'>, state: HouseholdState): Outcome => {
  const { scheme, household, product, section, policyholder, persons, enrolledOn, approvedBy } = command;
  if (
    state.status === 'enrolled' ||
    state.status === 'struckOff' ||
    (state.status === 'left' && state.scheme !== scheme)
  ) {
    return refuse(HouseholdReason.alreadyEnrolled, { household });
  }
  if (!command.sectionOpen) return refuse(HouseholdReason.sectionUnknown, { section }, 'unprocessable');
  const rules = rulesInForce(command, enrolledOn);
  if (isRefusal(rules)) return rules;
  if (!persons.some(({ person }) => person === policyholder)) {
    return refuse(HouseholdReason.policyholderMissing, { policyholder }, 'unprocessable');
  }
  const twice = persons.find(({ person }, at) => persons.findIndex(other => other.person === person) !== at);
  if (twice) return refuse(HouseholdReason.personTwice, { person: twice.person }, 'unprocessable');
  const refused = refusedDate(enrolledOn, command, rules);
  if (refused) return refused;
  const identities = Object.assign({}, ...persons.map(identityOf)) as Identities;
  return accept({
    type: 'membership.HouseholdEnrolled',
    version: 1,
    effectiveAt: enrolledOn,
    data: {
      scheme,
      household,
      product,
      section,
      policyholder,
      persons: persons.map(({ person, relation }) => ({ person, relation })),
      enrolledOn,
      ...bandsOf(identities, enrolledOn),
      term: state.status === 'none' ? 1 : lastNumber(state) + 1,
      rules,
      approvedBy: approvedBy ?? null,
    },
    sealed: identities,
  });
};

/**
 * What joining costs: the whole months left of the term that runs, and the whole of a term that is still to be paid.
 * @param carried the running term is not charged.
 */
const chargesFrom = (household: EnrolledHousehold, startsOn: Day, carried: boolean): readonly Charge[] => {
  const running = lastStarted(household);
  const months = running && running.status === 'running' ? monthsLeft(startsOn, running.to) : 0;
  const awaited = awaitedTerm(household);
  return [
    ...(running && months > 0 ? [{ term: running.term, months, charged: !carried }] : []),
    ...(awaited ? [{ term: awaited.term, months: awaited.rules.coverMonths, charged: true }] : []),
  ];
};

const monthsLeft = (from: Day, to: Day): number => (from > to ? 0 : wholeMonths({ from, to }));

/**
 * Someone joins a household. Cover begins the month after their part is paid and ends with the household's term.
 *
 * @refuses membership.household.person_already_there
 * @refuses membership.household.lapsed when the household itself has to come back first
 * @refuses membership.household.dated_in_future, membership.household.backdated_too_far
 */
export const addPerson = (command: Of<'AddPerson'>, household: EnrolledHousehold): Outcome => {
  const { person, relation, addedOn, approvedBy } = command;
  if (memberOf(household, person)) return refuse(HouseholdReason.personAlreadyThere, { person });
  const rules = currentRules(household);
  if (!rules) return refuse(HouseholdReason.lapsed, { household: household.household });
  const refused = refusedDate(addedOn, command, rules);
  if (refused) return refused;
  return accept({
    type: 'membership.PersonAdded',
    version: 1,
    effectiveAt: addedOn,
    data: {
      household: household.household,
      product: household.product,
      person,
      relation,
      addedOn,
      ...bandsOf(identityOf(command), addedOn),
      charges: chargesFrom(household, firstOfNextMonth(addedOn), false),
      approvedBy: approvedBy ?? null,
    },
    sealed: identityOf(command),
  });
};

/** Rules of the term that runs or is to be paid; undefined for a household whose cover lapsed. */
const currentRules = (household: EnrolledHousehold) => {
  const running = lastStarted(household);
  return (running?.status === 'running' ? running : awaitedTerm(household))?.rules;
};

/**
 * A birth. Declared within the product's days (the last one inside) the child is covered from birth without waiting;
 * later, from the first of the month after the declaration, and care before that day is refused as undeclared.
 *
 * @refuses membership.household.person_already_there
 * @refuses membership.household.lapsed
 * @refuses membership.household.born_after_declaration
 * @refuses membership.household.dated_in_future, membership.household.backdated_too_far
 */
export const declareBirth = (command: Of<'DeclareBirth'>, household: EnrolledHousehold): Outcome => {
  const { person, name, sex, bornOn, declaredOn, approvedBy } = command;
  if (memberOf(household, person)) return refuse(HouseholdReason.personAlreadyThere, { person });
  const rules = currentRules(household);
  if (!rules) return refuse(HouseholdReason.lapsed, { household: household.household });
  if (bornOn > declaredOn) return refuse(HouseholdReason.bornAfterDeclaration, { declaredOn }, 'unprocessable');
  const refused = refusedDate(declaredOn, command, rules);
  if (refused) return refused;

  const inTime = declaredOn <= addDays(bornOn, rules.newbornDeclarationDays);
  const startsOn = inTime ? bornOn : firstOfNextMonth(declaredOn);
  const newborn = { person, relation: 'child' as const, startsOn, waitingWaived: inTime, ownDues: [] };
  const undeclared = inTime ? null : { from: bornOn, to: addDays(startsOn, -1) };
  const cover = startedTerms(household)
    .filter(({ to }) => to >= startsOn)
    .reduce((sofar, term) => openedIn(term, { ...newborn, cover: sofar }), { ...noCover(person), undeclared });
  const identity = identityOf({ person, name, sex, birthDate: bornOn, relation: 'child' });
  return accept({
    type: 'membership.BirthDeclared',
    version: 1,
    effectiveAt: startsOn,
    data: {
      household: household.household,
      product: household.product,
      term: lastStarted(household)?.term ?? lastNumber(household),
      person,
      startsOn,
      inTime,
      declaredOn,
      ...bandsOf(identity, declaredOn),
      charges: chargesFrom(household, startsOn, true),
      approvedBy: approvedBy ?? null,
      persons: [withHouseholdsSuspensions(cover, household)],
    },
    sealed: identity,
  });
};

/** A suspended household's newborn is suspended with it. */
const withHouseholdsSuspensions = (cover: ReturnType<typeof noCover>, { members }: EnrolledHousehold) => ({
  ...cover,
  spans: cover.spans.map(span => {
    const sibling = members
      .flatMap(member => member.cover.spans)
      .find(({ to, suspensions }) => to === span.to && suspensions.length > 0);
    return sibling ? { ...span, suspensions: sibling.suspensions } : span;
  }),
});

/**
 * The household withdraws before its cover begins.
 * @refuses membership.household.cover_started once a day of cover has passed or begun
 * @refuses membership.household.dated_in_future, membership.household.backdated_too_far
 */
export const cancelEnrolment = (command: Of<'CancelEnrolment'>, household: EnrolledHousehold): Outcome => {
  if (household.status === 'left') return nothingToDo;
  const started = lastStarted(household);
  if (started && (started.from <= command.on || startedTerms(household).length > 1)) {
    return refuse(HouseholdReason.coverStarted, { from: started.from, on: command.on });
  }
  const term = started ?? awaitedTerm(household);
  if (!term) return nothingToDo;
  const refused = refusedDate(command.on, command, term.rules);
  if (refused) return refused;
  return accept({
    type: 'membership.EnrolmentCancelled',
    version: 1,
    effectiveAt: command.on,
    data: {
      household: household.household,
      product: household.product,
      term: term.term,
      on: command.on,
      persons: household.members.map(({ cover }) => ({ ...cover, spans: [] })),
    },
  });
};

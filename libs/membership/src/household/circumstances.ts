import { accept, type Decision, nothingToDo, refuse, seal } from '#kernel';
import type { Of } from './household.commands.js';
import type { HouseholdEvent } from './household.events.js';
import { HouseholdReason } from './household.reasons.js';
import { type EnrolledHousehold, lastStarted, memberOf, present } from './household.state.js';
import type { Absence, Contact } from './household.types.js';
import { refusedDate } from './paper-dates.js';

type Outcome = Decision<HouseholdEvent, HouseholdReason>;

/**
 * What the household can bear to pay, as a committee, a survey or a card of the State says: dated, with its source and
 * its decision, and never a mere yes or no. The finding recorded last tells of the days it holds.
 *
 * @refuses membership.household.ends_before_start
 * @refuses membership.household.dated_in_future, membership.household.backdated_too_far (by the day of the finding)
 */
export const assessCategory = (command: Of<'AssessCategory'>, household: EnrolledHousehold): Outcome => {
  const { category, source, decision, assessedOn, from, until = null, approvedBy = null } = command;
  if (until !== null && until < from) return refuse(HouseholdReason.endsBeforeStart, { from, until }, 'unprocessable');
  const rules = (lastStarted(household) ?? household.terms.at(-1))?.rules;
  const refused = rules && refusedDate(assessedOn, command, rules);
  if (refused) return refused;
  const known = household.categories?.at(-1);
  const found = { category, source, decision, from, until };
  if (known && (Object.keys(found) as (keyof typeof found)[]).every(key => known[key] === found[key]))
    return nothingToDo;
  return accept({
    type: 'membership.CategoryAssessed',
    version: 1,
    effectiveAt: from,
    data: { household: household.household, product: household.product, ...found, assessedOn, approvedBy },
  });
};

/**
 * Somebody works elsewhere for a season or a year: still of the household, still covered, treated where they are.
 * Recorded again from the same day, it says when the absence ends.
 *
 * @refuses membership.household.person_unknown, membership.household.person_gone
 * @refuses membership.household.ends_before_start, membership.household.absence_overlaps
 */
export const recordAbsence = (command: Of<'RecordAbsence'>, household: EnrolledHousehold): Outcome => {
  const { person, from, until = null } = command;
  const member = memberOf(household, person);
  if (!member) return refuse(HouseholdReason.personUnknown, { person }, 'notFound');
  if (!present(household).includes(member)) return refuse(HouseholdReason.personGone, { person });
  if (until !== null && until < from) return refuse(HouseholdReason.endsBeforeStart, { from, until }, 'unprocessable');
  const absences = member.absences ?? [];
  if (absences.some(known => known.from === from && known.until === until)) return nothingToDo;
  const other = absences.find(known => known.from !== from && overlap(known, { from, until }));
  if (other) return refuse(HouseholdReason.absenceOverlaps, { from: other.from, until: other.until });
  return accept({
    type: 'membership.AbsenceRecorded',
    version: 1,
    effectiveAt: from,
    data: { household: household.household, product: household.product, person, from, until },
  });
};

const openEnd = '9999-12-31';
const overlap = (a: Absence, b: Absence): boolean => a.from <= (b.until ?? openEnd) && b.from <= (a.until ?? openEnd);

/** A relative abroad pays: who it is stays sealed, that somebody does is known. */
export const nameRemotePayer = (command: Of<'NameRemotePayer'>, household: EnrolledHousehold): Outcome => {
  const { payer, name, phone, since } = command;
  if (household.remotePayer === payer) return nothingToDo;
  return accept({
    type: 'membership.RemotePayerNamed',
    version: 1,
    effectiveAt: since,
    data: { household: household.household, product: household.product, payer, since },
    sealed: { [payer]: seal<Contact>(payer, 'identity', { name, ...(phone === undefined ? {} : { phone }) }) },
  });
};

import {
  accept,
  addDays,
  type Day,
  type Decision,
  earliest,
  firstOfNextMonth,
  latest,
  nothingToDo,
  type Period,
  periodOf,
} from '#kernel';
import { openedIn, resumed, revived, suspended, withdrawn } from './cover.js';
import { lapse } from './close-household-day.js';
import { renewalOpensOn } from './cover-by-decision.js';
import type { Of } from './household.commands.js';
import type { HouseholdEvent } from './household.events.js';
import type { HouseholdReason } from './household.reasons.js';
import {
  type EnrolledHousehold,
  lastStarted,
  type Member,
  type StartedTerm,
  startedTerms,
  termOf,
} from './household.state.js';
import { isRefusal, rulesInForce } from './paper-dates.js';
import type { Cover } from './household.types.js';

type Outcome = Decision<HouseholdEvent, HouseholdReason>;

/** The threshold of a term (or of a person's own part of it) is met. */
export const noteEntitlementOpened = (note: Of<'NoteEntitlementOpened'>, household: EnrolledHousehold): Outcome => {
  const running = startedTerms(household).find(({ term }) => term === note.term);
  return running ? extend(note, household, running) : start(note, household);
};

/**
 * Paid by the last day of grace, cover goes on from the day after expiry with the waiting already served; a lapse
 * decided meanwhile is undone. Else cover begins on the first of the month after the threshold was met, and what came
 * before it has lapsed, whether or not that day was closed.
 */
const start = (note: Of<'NoteEntitlementOpened'>, household: EnrolledHousehold): Outcome => {
  const { term, metOn, origin } = note;
  const previous = lastStarted(household, term);
  const continues = previous !== undefined && metOn <= previous.graceUntil;
  const from = continues ? addDays(previous.to, 1) : firstOfNextMonth(metOn);
  const rules = termOf(household, term)?.rules ?? rulesInForce(note, from);
  if (isRefusal(rules)) return rules;
  const to = endOf(periodOf(from, rules.coverMonths), startedAfter(household, term));
  if (to < from) return nothingToDo;
  const graceUntil = addDays(to, rules.graceDays);
  const reinstates = continues && previous.status === 'lapsed';
  const lapses =
    previous !== undefined && !continues && previous.status === 'running' ? [lapse(household, previous, null)] : [];
  const persons = household.members.map(member => {
    const lapsedNow = lapses[0]?.data.persons.find(({ person }) => person === member.person);
    const cover = reinstates ? revived(member.cover, previous) : (lapsedNow ?? member.cover);
    return isEntitled(member, note, from) ? openedIn({ from, to, graceUntil }, { ...member, cover }) : cover;
  });
  const data = {
    ...factOf(household, term, changed(persons, household)),
    ...{ from, to, graceUntil, rules, metOn, origin, deadline: renewalOpensOn(to, rules) },
  };
  if (reinstates) {
    return accept({
      type: 'membership.CoverageReinstated',
      version: 1,
      effectiveAt: from,
      data: { ...data, lapsedTerm: previous.term },
    });
  }
  if (continues) return accept({ type: 'membership.CoverageRenewed', version: 1, effectiveAt: from, data });
  return accept<HouseholdEvent>(...lapses, { type: 'membership.CoverageStarted', version: 1, effectiveAt: from, data });
};

/** A term paid again after a later one has begun gives cover up to that one, if there are days left. */
const endOf = ({ to }: Period, later: StartedTerm | undefined): Day =>
  later ? earliest(to, addDays(later.from, -1)) : to;

const startedAfter = (household: EnrolledHousehold, number: number): StartedTerm | undefined =>
  startedTerms(household).find(({ term }) => term > number);

/** Those whose dues were paid, and children born into the household who owe none of their own; nobody who left before. */
const isEntitled = (
  { person, startsOn, ownDues, leftOn }: Member,
  { term, persons }: Of<'NoteEntitlementOpened'>,
  from: Day,
): boolean =>
  (leftOn === undefined || leftOn >= from) &&
  (persons.includes(person) || (startsOn !== null && !ownDues.includes(term)));

/** Persons who joined later: from the month after their part was paid, to the end of the term. */
const extend = (
  { term, metOn, persons, origin }: Of<'NoteEntitlementOpened'>,
  household: EnrolledHousehold,
  running: StartedTerm,
): Outcome => {
  const joining = household.members.filter(
    ({ person, cover, leftOn }) => persons.includes(person) && leftOn === undefined && !coveredToTheEnd(running, cover),
  );
  const covers = changed(
    joining.map(member =>
      openedIn(running, member, latest(firstOfNextMonth(metOn), afterCover(running, member.cover))),
    ),
    household,
  );
  if (covers.length === 0) return nothingToDo;
  const effectiveAt = firstOfNextMonth(metOn) > running.from ? firstOfNextMonth(metOn) : running.from;
  return accept({
    type: 'membership.CoverageExtended',
    version: 1,
    effectiveAt,
    data: { ...factOf(household, term, covers), metOn, origin },
  });
};

/** Who came from elsewhere with fewer months than the term has left pays the rest. */
const coveredToTheEnd = (term: StartedTerm, { spans }: Cover): boolean =>
  spans.some(span => span.from >= term.from && span.to <= term.to && (span.to === term.to || span.ended !== null));

const afterCover = (term: StartedTerm, { spans }: Cover): Day => {
  const last = spans.findLast(({ from, to }) => from >= term.from && to <= term.to);
  return last ? addDays(last.to, 1) : term.from;
};

const coveredIn = ({ from, to }: StartedTerm, { spans }: Cover): boolean =>
  spans.some(span => span.from >= from && span.to <= to);

/** An instalment was unpaid at the end of its due day. */
export const noteEntitlementSuspended = (
  note: Of<'NoteEntitlementSuspended'>,
  household: EnrolledHousehold,
): Outcome => {
  const covers = inTerm(household, note.term, (cover, term) => suspended(cover, term, note.from));
  if (covers.length === 0) return nothingToDo;
  return accept({
    type: 'membership.CoverageSuspended',
    version: 1,
    effectiveAt: note.from,
    data: { ...factOf(household, note.term, covers), from: note.from, origin: note.origin },
  });
};

/** Arrears were paid: rights resume, without back-cover. */
export const noteEntitlementResumed = (note: Of<'NoteEntitlementResumed'>, household: EnrolledHousehold): Outcome => {
  const covers = inTerm(household, note.term, (cover, term) => resumed(cover, term, note.from));
  if (covers.length === 0) return nothingToDo;
  return accept({
    type: 'membership.CoverageResumed',
    version: 1,
    effectiveAt: note.from,
    data: { ...factOf(household, note.term, covers), from: note.from, origin: note.origin },
  });
};

/** A receipt was voided: the term gives no cover. What came before it is in grace again, or lapses at the next close. */
export const noteEntitlementWithdrawn = (
  note: Of<'NoteEntitlementWithdrawn'>,
  household: EnrolledHousehold,
): Outcome => {
  const term = startedTerms(household).find(started => started.term === note.term);
  if (!term) return nothingToDo;
  const previous = lastStarted(household, note.term);
  return accept({
    type: 'membership.CoverageWithdrawn',
    version: 1,
    effectiveAt: note.on,
    data: {
      ...factOf(household, note.term, inTerm(household, note.term, withdrawn)),
      why: note.because,
      origin: note.origin,
      deadline: previous?.status === 'running' ? previous.graceUntil : null,
    },
  });
};

const factOf = ({ household, product }: EnrolledHousehold, term: number, persons: readonly Cover[]) => ({
  household,
  product,
  term,
  persons,
});

/** Only those whose cover is another than before. */
const changed = (covers: readonly Cover[], { members }: EnrolledHousehold): readonly Cover[] =>
  covers.filter(cover => members.every(member => member.cover !== cover));

const inTerm = (
  household: EnrolledHousehold,
  number: number,
  change: (cover: Cover, term: StartedTerm) => Cover,
): readonly Cover[] => {
  const term = startedTerms(household).find(started => started.term === number);
  return term
    ? household.members.filter(({ cover }) => coveredIn(term, cover)).map(({ cover }) => change(cover, term))
    : [];
};

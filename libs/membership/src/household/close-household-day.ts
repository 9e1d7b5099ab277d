import { accept, addDays, type Day, type Decision, nothingToDo, periodOf } from '#kernel';
import { rulesOn } from '../product/product.state.js';
import { lapsed } from './cover.js';
import { renewalOpensOn } from './cover-by-decision.js';
import type { Of } from './household.commands.js';
import type { CoverageLapsed, HouseholdEvent, RenewalOpened, TermAbandoned } from './household.events.js';
import type { HouseholdReason } from './household.reasons.js';
import {
  awaitedTerm,
  type EnrolledHousehold,
  lastNumber,
  lastStarted,
  present,
  type StartedTerm,
} from './household.state.js';

/**
 * What the end of a day brings a household: the next term opens for payment; after the last day of grace the cover
 * lapses, at its expiry. Closing the same day again decides nothing new.
 *
 * A renewal that opens only now (days were closed late) is not given up in the same breath: a payment made in time may
 * still be on its way, and undoes the lapse.
 */
export const closeDay = (
  command: Of<'CloseHouseholdDay'>,
  household: EnrolledHousehold,
): Decision<HouseholdEvent, HouseholdReason> => {
  const { day } = command;
  const current = lastStarted(household);
  if (!current || household.status !== 'enrolled') return nothingToDo;
  const awaited = awaitedTerm(household);
  const events: HouseholdEvent[] = [];
  const renewal = !awaited && current.status === 'running' ? openRenewal(command, household, current) : null;
  if (renewal) events.push(renewal);
  const graceIsOver = isOver(current.graceUntil, command);
  if (current.status === 'running' && graceIsOver)
    events.push(lapse(household, current, renewal ? addDays(day, 1) : null));
  if (awaited && graceIsOver) events.push(abandon(household, awaited.term, addDays(current.graceUntil, 1)));
  return events.length === 0 ? nothingToDo : accept(...events);
};

/** A payment may still be made on the last day itself: it is over once it is closed after it has passed. */
const isOver = (last: Day, { day, recordedOn }: Of<'CloseHouseholdDay'>): boolean =>
  day > last || (day === last && recordedOn > last);

const openRenewal = (
  { day, rules: versions }: Of<'CloseHouseholdDay'>,
  household: EnrolledHousehold,
  { to: expiry, graceUntil, rules: current }: StartedTerm,
): RenewalOpened | null => {
  const opensOn = renewalOpensOn(expiry, current);
  const persons = present(household).map(({ person }) => person);
  if (day < opensOn || persons.length === 0) return null;
  const from = addDays(expiry, 1);
  const rules = rulesOn(versions, from) ?? current;
  return {
    type: 'membership.RenewalOpened',
    version: 1,
    effectiveAt: opensOn,
    data: {
      household: household.household,
      product: household.product,
      term: lastNumber(household) + 1,
      ...periodOf(from, rules.coverMonths),
      persons,
      opensOn,
      rules,
      deadline: graceUntil,
    },
  };
};

/** Cover ended with the term: nothing followed it in time. */
export const lapse = (household: EnrolledHousehold, term: StartedTerm, deadline: Day | null): CoverageLapsed => ({
  type: 'membership.CoverageLapsed',
  version: 1,
  effectiveAt: term.to,
  data: {
    household: household.household,
    product: household.product,
    term: term.term,
    lapsedOn: term.to,
    deadline,
    persons: household.members
      .filter(({ cover }) =>
        cover.spans.some(({ from, to, ended }) => from >= term.from && to === term.to && ended === null),
      )
      .map(({ cover }) => lapsed(cover, term)),
  },
});

const abandon = ({ household, product }: EnrolledHousehold, term: number, on: Day): TermAbandoned => ({
  type: 'membership.TermAbandoned',
  version: 1,
  effectiveAt: on,
  data: { household, product, term, on, because: 'lapsed', deadline: null },
});

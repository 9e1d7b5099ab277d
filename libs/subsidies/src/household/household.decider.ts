import {
  accept,
  type Decider,
  type Decision,
  firstOfNextMonth,
  nothingToDo,
  sum,
  unreachable,
  wholeMonths,
  within,
} from '#kernel';
import type { HouseholdCommand } from './household.commands.js';
import type { FundShare, HouseholdEvent } from './household.events.js';
import { countedIn, householdFold, type HouseholdState, isTwin } from './household.state.js';

type Of<Type extends HouseholdCommand['type']> = Extract<HouseholdCommand, { type: Type }>;
type Outcome = Decision<HouseholdEvent, never>;

/** Adds up what several funds carry of a term, and knows from when to when its cover runs. */
export const householdDecider: Decider<HouseholdCommand, HouseholdEvent, HouseholdState, never> = {
  ...householdFold,

  decide(command, state) {
    switch (command.type) {
      case 'NoteFundShare':
        return noteFundShare(command, state);
      case 'NoteTermStarted':
        return noteTermStarted(command, state);
      case 'NoteDeath':
        return noteDeath(command, state);
      case 'NotePlace':
        return notePlace(command, state);
      case 'NoteCategory':
        return noteCategory(command, state);
      case 'NotePersons':
        return notePersons(command, state);
      case 'NoteGroup':
        return noteGroup(command, state);
      case 'NoteDuplicate':
        return noteDuplicate(command, state);
      default:
        return unreachable(command);
    }
  },
};

/** What all funds carry, as it stands now. As long as one has not answered, nothing is final: no reason is given. */
const noteFundShare = (
  { scheme, household, term, cofunding, fund, currency, share, released, on }: Of<'NoteFundShare'>,
  { terms }: HouseholdState,
): Outcome => {
  const asked = terms[term];
  if (asked?.cofunded?.cofunding !== cofunding) return nothingToDo;
  const shares: Readonly<Record<string, FundShare>> = { ...asked.shares, [fund]: share };
  const each = Object.values(shares);
  const amount = sum(each.map(one => one.amount));
  const missing = asked.cofunded.funds.some(name => !shares[name]);
  const isWhole = amount >= asked.cofunded.asked;
  const reason = missing || isWhole ? null : (each.find(one => one.reason !== null)?.reason ?? 'SUB-004');
  return accept({
    type: 'subsidies.CofundingStands',
    version: 1,
    effectiveAt: on,
    data: {
      ...{ scheme, household, term, cofunding, currency, fund, share, amount, reason, released },
      served: Math.max(...each.map(one => one.served)),
      waiting: sum(each.map(one => one.waiting)),
    },
  });
};

/** Also of a term that no fund was asked for yet: somebody added later may ask one. */
const noteTermStarted = (
  { scheme, household, term, period }: Of<'NoteTermStarted'>,
  { terms }: HouseholdState,
): Outcome => {
  const known = terms[term]?.period;
  if (known?.from === period.from && known.to === period.to) return nothingToDo;
  const data = { scheme, household, term, period: { from: period.from, to: period.to } };
  return accept({ type: 'subsidies.SubsidisedTermStarted', version: 1, effectiveAt: period.from, data });
};

const notePlace = (
  { scheme, household, section, enrolledOn }: Of<'NotePlace'>,
  { sections = {} }: HouseholdState,
): Outcome => {
  if (sections[scheme] === section) return nothingToDo;
  const data = { scheme, household, section, enrolledOn };
  return accept({ type: 'subsidies.HouseholdPlaced', version: 1, effectiveAt: enrolledOn, data });
};

/** By the number of the decision: one finding is heard once. */
const noteCategory = (
  { scheme, household, category, decision, from, until }: Of<'NoteCategory'>,
  { categories = [] }: HouseholdState,
): Outcome => {
  const known = categories.some(each => each.scheme === scheme && each.decision === decision && each.from === from);
  if (known) return nothingToDo;
  const data = { scheme, household, category, decision, from, until };
  return accept({ type: 'subsidies.HouseholdCategoryNoted', version: 1, effectiveAt: from, data });
};

/** Each telling is heard once, by its message: what it says is added to what was counted before. */
const notePersons = ({ scheme, household, joined, on }: Of<'NotePersons'>, state: HouseholdState): Outcome => {
  const before = countedIn(state, scheme);
  const more = Object.fromEntries(joined.map(({ band, persons }) => [band, persons]));
  const all = joined.map(({ band, persons }) => [band, (before[band] ?? 0) + persons] as const);
  const data = { scheme, household, joined: more, bands: { ...before, ...Object.fromEntries(all) }, countedOn: on };
  return accept({ type: 'subsidies.HouseholdCounted', version: 1, effectiveAt: on, data });
};

const noteGroup = (
  { scheme, household, group, joined, on }: Of<'NoteGroup'>,
  { groups = [] }: HouseholdState,
): Outcome => {
  const same = groups.some(
    each => each.scheme === scheme && each.group === group && (joined ? each.from === on : each.until === on),
  );
  if (same) return nothingToDo;
  const data = { scheme, household, group, joined, on };
  return accept({ type: 'subsidies.HouseholdGroupNoted', version: 1, effectiveAt: on, data });
};

/** By the two persons: told again, nothing changes. */
const noteDuplicate = (
  { scheme, household, person, twin, same, on }: Of<'NoteDuplicate'>,
  { twins = [] }: HouseholdState,
): Outcome => {
  const known = twins.some(each => isTwin(each, { person, twin }));
  if (known === same) return nothingToDo;
  const data = { scheme, household, person, twin, same, on };
  return accept({ type: 'subsidies.HouseholdTwinNoted', version: 1, effectiveAt: on, data });
};

/** Of the term in which somebody died, once. Whole months only: the month of death is earned. */
const noteDeath = ({ scheme, household, person, diedOn }: Of<'NoteDeath'>, { terms }: HouseholdState): Outcome => {
  const events = Object.entries(terms).flatMap(([term, { period, carriers, died }]): HouseholdEvent[] => {
    const funds = Object.keys(carriers);
    if (!period || !within(period, diedOn) || died.includes(person) || funds.length === 0) return [];
    const after = firstOfNextMonth(diedOn);
    const unearnedMonths = after > period.to ? 0 : wholeMonths({ from: after, to: period.to });
    const data = { scheme, household, term: Number(term), person, diedOn, unearnedMonths };
    return [
      {
        type: 'subsidies.SubsidisedPersonDied',
        version: 1,
        effectiveAt: diedOn,
        data: { ...data, months: wholeMonths(period), funds },
      },
    ];
  });
  return events.length === 0 ? nothingToDo : accept(...events);
};

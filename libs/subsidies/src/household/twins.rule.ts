import { addDays, type Day, latest } from '#kernel';
import { type AskedTerm, type HouseholdState, type KnownTwin } from './household.state.js';

/** Whom a request is for, and from when on the cover it pays may run. */
interface Asked {
  readonly term: number;
  readonly requestedOn: Day;
  readonly named?: readonly string[];
}

/** Other households that have somebody of this one too. */
export const twinHouseholds = ({ twins = [] }: HouseholdState): readonly string[] => [
  ...new Set(twins.map(({ twin }) => twin.household)),
];

/**
 * Persons of a request whose contribution a fund carries already, as members of another household, for days that this one
 * would pay as well.
 */
export const carriedElsewhere = (
  asked: Asked,
  own: HouseholdState,
  others: Readonly<Record<string, HouseholdState>>,
): readonly string[] => {
  const startsOn = earliestStart(asked, own);
  const carried = (own.twins ?? []).filter(
    ({ person, twin }) => (asked.named?.includes(person) ?? true) && isCarried(others[twin.household], twin, startsOn),
  );
  return [...new Set(carried.map(({ person }) => person))];
};

/** A term begins after the one before it, and never before it is asked for. */
const earliestStart = ({ term, requestedOn }: Asked, { terms }: HouseholdState): Day => {
  const before = terms[term - 1]?.period;
  return before ? latest(requestedOn, addDays(before.to, 1)) : requestedOn;
};

const isCarried = (other: HouseholdState | undefined, { person }: KnownTwin['twin'], startsOn: Day): boolean =>
  Object.values(other?.terms ?? {}).some(term => overlaps(term, startsOn) && carries(term, person));

/** A term whose cover has not begun may run on any of these days. */
const overlaps = ({ period }: AskedTerm, startsOn: Day): boolean => period === null || period.to >= startsOn;

const carries = ({ carriers }: AskedTerm, person: string): boolean =>
  Object.values(carriers).some(
    ({ asked, persons, amount, named, clawedBack }) =>
      asked && persons > 0 && amount > 0 && (named?.includes(person) ?? true) && !clawedBack.includes(person),
  );

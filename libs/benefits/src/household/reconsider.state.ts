import { type Day, within } from '#kernel';
import { claimsInOrder, type HouseholdState } from './household.state.js';
import { type Booking, noUsage } from './household.types.js';
import { tookPlace } from './usage.state.js';

/** Names of what can cut or refuse a line, as bookings remember them. */
export const limitOn = {
  household: 'household',
  person: (person: string) => `person:${person}`,
  category: (key: string) => `category:${key}`,
  acts: (key: string) => `acts:${key}`,
  business: (key: string) => `business:${key}`,
};

/** Claims that were cut or refused for what one claim no longer uses. */
export const freedBy = (household: HouseholdState, before: Booking | undefined, after: Booking): readonly string[] => {
  const limits = [...(before ? freedLimits(before, after) : []), ...freedOfLetter(household, after)];
  if (limits.length === 0) return [];
  const freed = new Set(limits);
  return claimsInOrder(
    household,
    other =>
      other.claim !== after.claim &&
      (other.period === null || within(other.period, after.governs)) &&
      other.limitedBy.some(limit => freed.has(limit)),
  );
};

/** A letter that is drawn on for less than it kept free gives the rest back. */
const freedOfLetter = ({ letters }: HouseholdState, { letter, claim, status, usage, person }: Booking): string[] => {
  const held = letter === undefined ? undefined : letters.get(letter);
  if (!held || held.usedBy === claim || status !== 'approved' || held.reserved <= usage.ceilings) return [];
  return [limitOn.household, limitOn.person(person)];
};

/** Claims cut by the person's or the household's ceiling: what a letter kept free is free again. */
export const cutByCeilings = (household: HouseholdState, person: string): readonly string[] =>
  claimsInOrder(
    household,
    ({ limitedBy }) => limitedBy.includes(limitOn.household) || limitedBy.includes(limitOn.person(person)),
  );

/** Claims of a person that wait for something. */
export const waitingClaims = (
  household: HouseholdState | readonly HouseholdState[],
  person: string,
): readonly string[] => claimsInOrder(household, booking => booking.person === person && booking.status === 'pended');

const freedLimits = (before: Booking, after: Booking): string[] => {
  const now = after.status === 'approved' ? after.usage : noUsage;
  const { ceilings, categories, acts } = before.usage;
  return [
    ...(ceilings > now.ceilings ? [limitOn.household, limitOn.person(before.person)] : []),
    ...Object.keys(categories)
      .filter(key => (categories[key] ?? 0) > (now.categories[key] ?? 0))
      .map(limitOn.category),
    ...Object.keys(acts)
      .filter(key => (acts[key] ?? 0) > (now.acts[key] ?? 0))
      .map(limitOn.acts),
    ...before.holds.filter(key => !after.holds.includes(key)).map(limitOn.business),
  ];
};

/** Claims that lacked sessions of these acts and may have enough now, or had enough and may lack one now. */
export const affectedByEvidence = (
  households: readonly HouseholdState[],
  person: string,
  on: Day,
  { gained, lost }: { readonly gained: readonly string[]; readonly lost: readonly string[] },
): readonly string[] => {
  if (gained.length + lost.length === 0 || !households.some(anyNeeds)) return [];
  return claimsInOrder(
    households,
    booking =>
      booking.person === person &&
      booking.needs.some(
        ({ key, from, before, met }) => from <= on && on < before && (met ? lost : gained).includes(key),
      ),
  );
};

const anyNeeds = ({ shelves }: HouseholdState): boolean => {
  for (const { needing } of shelves.values()) if (needing > 0) return true;
  return false;
};

/** Acts that count as evidence since this decision, and those that no longer do. */
export const evidenceChange = (before: Booking | undefined, after: Booking) => {
  const had = before ? tookPlace(before) : [];
  const has = tookPlace(after);
  return { gained: has.filter(key => !had.includes(key)), lost: had.filter(key => !has.includes(key)) };
};

import { addDays, type Day, type Minor, type Period, within } from '#kernel';
import { bookingOf, bookingsWithin, type HouseholdState, shelvesWithin } from './household.state.js';
import type { Booking, Usage } from './household.types.js';
import { wholeMonthWithin } from './shelf.js';

/** What the claims of a period have used so far. */
export interface UsedRights {
  household: Minor;
  person: Minor;
  deducted: Minor;
  readonly categories: Map<string, Minor>;
  readonly acts: Map<string, number>;
}

/** Used by everyone in the household's period, and by the person in their own; one claim's own use left out. */
export const usedRights = (
  household: HouseholdState,
  person: string,
  own: Period,
  whole: Period,
  besides?: { readonly claim: string; readonly governs: Day },
): UsedRights => {
  const used: UsedRights = { household: 0, person: 0, deducted: 0, categories: new Map(), acts: new Map() };
  for (const [month, shelf] of shelvesWithin(household, whole.from, whole.to)) {
    if (wholeMonthWithin(own, month) && wholeMonthWithin(whole, month)) {
      used.household += shelf.household;
      addPersonal(used, shelf.persons.get(person));
    } else {
      for (const booking of shelf.bookings) addBooking(used, booking, person, own, whole);
    }
  }
  const except = besides && bookingOf(household, besides.claim, besides.governs);
  if (except) addBooking(used, except, person, own, whole, -1);
  return used;
};

const addBooking = (
  used: UsedRights,
  { status, governs, usage, person: of }: Booking,
  person: string,
  own: Period,
  whole: Period,
  sign: 1 | -1 = 1,
): void => {
  if (status !== 'approved' || !within(whole, governs)) return;
  used.household += sign * usage.ceilings;
  if (of === person && within(own, governs)) addPersonal(used, usage, sign);
};

const addPersonal = (used: UsedRights, usage: Usage | undefined, sign: 1 | -1 = 1): void => {
  if (!usage) return;
  used.person += sign * usage.ceilings;
  used.deducted += sign * usage.deducted;
  for (const key in usage.categories) add(used.categories, key, sign * (usage.categories[key] ?? 0));
  for (const key in usage.acts) add(used.acts, key, sign * (usage.acts[key] ?? 0));
};

export const add = (counters: Map<string, number>, key: string, amount: number): void => {
  counters.set(key, (counters.get(key) ?? 0) + amount);
};

/** The claim whose accepted or pended line has this business key, if another claim's has. */
export const holderOf = (household: HouseholdState, key: string, on: Day, except: string): string | undefined => {
  for (const booking of bookingsWithin(household, on, on)) {
    if (booking.claim !== except && booking.holds.includes(key)) return booking.claim;
  }
  return undefined;
};

/** Days on which other claims' accepted acts under the key fall, oldest first. */
export const claimedDays = (
  household: HouseholdState,
  person: string,
  { key, from, before }: { readonly key: string; readonly from: Day; readonly before: Day },
  except: string,
): readonly Day[] => {
  const days: Day[] = [];
  for (const { status, person: of, usage, governs, claim } of bookingsWithin(household, from, addDays(before, -1))) {
    if (status === 'approved' && of === person && claim !== except && key in usage.acts) days.push(governs);
  }
  return days.sort();
};

/**
 * Distinct days, oldest first, on which a session under the key was attested or claimed; a claimed one is accepted, or
 * waits for the rest of its bundle alone.
 */
export const evidenceDays = (
  household: HouseholdState,
  person: string,
  { key, from, before }: { readonly key: string; readonly from: Day; readonly before: Day },
): readonly Day[] => {
  const days = new Set<Day>();
  for (const session of household.sessions) {
    if (session.person === person && session.key === key && from <= session.heldOn && session.heldOn < before) {
      days.add(session.heldOn);
    }
  }
  for (const booking of bookingsWithin(household, from, addDays(before, -1))) {
    if (booking.person === person && tookPlace(booking).includes(key)) days.add(booking.governs);
  }
  return [...days].sort();
};

/** Acts of a claim that are evidence for others. */
export const tookPlace = ({ status, usage, waits = [] }: Booking): readonly string[] => {
  if (status === 'approved') return Object.keys(usage.acts);
  return status === 'pended' ? waits : [];
};

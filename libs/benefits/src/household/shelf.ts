import { type Day, endOfMonth, type Minor, type Period } from '#kernel';
import type { Booking, Usage } from './household.types.js';

/** Bookings of one month of service, with what its approved ones used: a decision adds up months, not claims. */
export interface Shelf {
  readonly bookings: readonly Booking[];
  readonly household: Minor;
  readonly persons: ReadonlyMap<string, Usage>;
  /** How many wait for, or rest on, evidence. */
  readonly needing: number;
}

const empty: Shelf = { bookings: [], household: 0, persons: new Map(), needing: 0 };

export const monthOf = (on: Day): string => on.slice(0, 7);

/** The shelf with a claim's latest booking in the place of the one before. */
export const shelve = (shelf: Shelf = empty, booking: Booking): Shelf => {
  const at = placeOf(shelf.bookings, booking.claim);
  const before = at === undefined ? undefined : shelf.bookings[at];
  const persons = new Map(shelf.persons);
  if (before) count(persons, before, -1);
  count(persons, booking, 1);
  return {
    bookings: withBooking(shelf.bookings, at, booking),
    household: shelf.household + spentBy(booking) - (before ? spentBy(before) : 0),
    persons,
    needing: shelf.needing + needs(booking) - (before ? needs(before) : 0),
  };
};

/** The claim's latest booking, if it stands here. */
export const bookingOn = ({ bookings }: Shelf, claim: string): Booking | undefined => {
  const at = placeOf(bookings, claim);
  return at === undefined ? undefined : bookings[at];
};

/** The first booking of that day that holds a business key, other than one claim's own. */
export const holderOn = ({ bookings }: Shelf, key: string, on: Day, except: string): Booking | undefined => {
  for (const at of placesOf(bookings).holders.get(key) ?? []) {
    const found = bookings[at];
    if (found?.governs === on && found.claim !== except && found.holds.includes(key)) return found;
  }
  return undefined;
};

/** Where claims stand, and where business keys may be held: every place that ever held one, the earliest first. */
interface Places {
  readonly claims: Map<string, number>;
  readonly holders: Map<string, number[]>;
}

/**
 * Known beside the bookings and not part of them: a household that claims a lot is asked for new claims and new keys
 * again and again, and for most it has none. Shared by all that came of one list, so what it says is checked.
 */
const places = new WeakMap<readonly Booking[], Places>();

const placesOf = (bookings: readonly Booking[]): Places => {
  let known = places.get(bookings);
  if (!known) {
    places.set(bookings, (known = { claims: new Map(), holders: new Map() }));
    for (const [at, booking] of bookings.entries()) note(known, at, booking);
  }
  return known;
};

const note = ({ claims, holders }: Places, at: number, { claim, holds }: Booking): void => {
  claims.set(claim, at);
  for (const key of holds) {
    const others = holders.get(key);
    if (!others) holders.set(key, [at]);
    else if (!others.includes(at)) others.splice(firstAfter(others, at), 0, at);
  }
};

const firstAfter = (sorted: readonly number[], at: number): number => {
  const found = sorted.findIndex(other => other > at);
  return found < 0 ? sorted.length : found;
};

const placeOf = (bookings: readonly Booking[], claim: string): number | undefined => {
  const at = placesOf(bookings).claims.get(claim);
  if (at === undefined || bookings[at]?.claim === claim) return at;
  // Said of a list that came of the same one and went another way.
  const found = bookings.findIndex(booking => booking.claim === claim);
  return found < 0 ? undefined : found;
};

const withBooking = (before: readonly Booking[], at: number | undefined, booking: Booking): readonly Booking[] => {
  const known = placesOf(before);
  const after = at === undefined ? [...before, booking] : before.with(at, booking);
  note(known, at ?? before.length, booking);
  places.set(after, known);
  return after;
};

/** Whether every day of the shelf's month is in the period. */
export const wholeMonthWithin = ({ from, to }: Period, month: string): boolean =>
  from <= `${month}-01` && endOfMonth(`${month}-01`) <= to;

const spentBy = ({ status, usage }: Booking): Minor => (status === 'approved' ? usage.ceilings : 0);

const needs = (booking: Booking): number => (booking.needs.length > 0 ? 1 : 0);

const count = (persons: Map<string, Usage>, { person, status, usage }: Booking, sign: 1 | -1): void => {
  if (status !== 'approved') return;
  const { ceilings = 0, deducted = 0, categories = {}, acts = {} } = persons.get(person) ?? {};
  persons.set(person, {
    ceilings: ceilings + sign * usage.ceilings,
    deducted: deducted + sign * usage.deducted,
    categories: added(categories, usage.categories, sign),
    acts: added(acts, usage.acts, sign),
  });
};

const added = (
  sums: Readonly<Record<string, number>>,
  more: Readonly<Record<string, number>>,
  sign: 1 | -1,
): Readonly<Record<string, number>> => {
  const result = { ...sums };
  for (const key in more) result[key] = (result[key] ?? 0) + sign * (more[key] ?? 0);
  return result;
};

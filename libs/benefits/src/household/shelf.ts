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
  const at = shelf.bookings.findIndex(({ claim }) => claim === booking.claim);
  const before = shelf.bookings[at];
  const persons = new Map(shelf.persons);
  if (before) count(persons, before, -1);
  count(persons, booking, 1);
  return {
    bookings: before ? shelf.bookings.with(at, booking) : [...shelf.bookings, booking],
    household: shelf.household + spentBy(booking) - (before ? spentBy(before) : 0),
    persons,
    needing: shelf.needing + needs(booking) - (before ? needs(before) : 0),
  };
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

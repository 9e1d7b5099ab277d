import { type Day, type Fold, unreachable } from '#kernel';
import type { HouseholdEvent } from './household.events.js';
import type { Booking, NotedCover, Session } from './household.types.js';

/**
 * Everything that guards a sum for one household: cover, what its claims used, evidence. Bookings stand on shelves by
 * month of service, so that a decision copies one shelf and looks only at those of its period.
 */
export interface HouseholdState {
  readonly cover: ReadonlyMap<string, NotedCover>;
  readonly shelves: ReadonlyMap<string, readonly Booking[]>;
  readonly sessions: readonly Session[];
}

export const householdFold: Fold<HouseholdEvent, HouseholdState> = {
  initialState: { cover: new Map(), shelves: new Map(), sessions: [] },
  evolve(household, event) {
    switch (event.type) {
      case 'benefits.CoverNoted':
        return { ...household, cover: new Map(household.cover).set(event.data.person, event.data.cover) };
      case 'benefits.SessionAttested': {
        const { attestation, person, key, heldOn } = event.data;
        return { ...household, sessions: [...household.sessions, { attestation, person, key, heldOn }] };
      }
      case 'benefits.ClaimBooked':
        return { ...household, shelves: shelve(household.shelves, event.data) };
      default:
        return unreachable(event);
    }
  },
};

const shelfOf = (on: Day): string => on.slice(0, 7);

const shelve = (shelves: HouseholdState['shelves'], booking: Booking): HouseholdState['shelves'] => {
  const shelf = shelves.get(shelfOf(booking.governs)) ?? [];
  const at = shelf.findIndex(({ claim }) => claim === booking.claim);
  return new Map(shelves).set(shelfOf(booking.governs), at < 0 ? [...shelf, booking] : shelf.with(at, booking));
};

/** The latest booking of a claim; `governs` says on which shelf it stands. */
export const bookingOf = ({ shelves }: HouseholdState, claim: string, governs: Day): Booking | undefined =>
  shelves.get(shelfOf(governs))?.find(booking => booking.claim === claim);

/** Bookings of the days from `from` to `to`, both inside; those of whole other months are not looked at. */
export function* bookingsWithin({ shelves }: HouseholdState, from: Day, to: Day): Generator<Booking> {
  const [first, last] = [shelfOf(from), shelfOf(to)];
  for (const [month, shelf] of shelves) {
    if (month < first || month > last) continue;
    for (const booking of shelf) if (from <= booking.governs && booking.governs <= to) yield booking;
  }
}

/** Claims to decide again, in the order they were recorded; a reversed claim stays reversed. */
export const claimsInOrder = (
  { shelves }: HouseholdState,
  touched: (booking: Booking) => boolean,
  more: readonly Pick<Booking, 'claim' | 'recordedAt'>[] = [],
): string[] => {
  const found = [...more];
  for (const shelf of shelves.values()) {
    for (const booking of shelf) if (booking.status !== 'reversed' && touched(booking)) found.push(booking);
  }
  found.sort((a, b) => compare(a.recordedAt, b.recordedAt) || compare(a.claim, b.claim));
  return found.map(({ claim }) => claim);
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const householdStream = (household: string): string => `benefits.household-${household}`;

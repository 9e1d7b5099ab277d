import { type Day, type Fold, unreachable } from '#kernel';
import type { ItemReceived } from '../in-kind/in-kind.events.js';
import type { LumpSumDecided } from '../lump-sum/lump-sum.events.js';
import type { CoverNoted, HouseholdEvent, PersonDescribed } from './household.events.js';
import type { Booking, NotedCover, Patient, Session } from './household.types.js';
import { issued, type Letters, released, withUse } from './letters.state.js';
import { brought, handed } from './moved/moved.state.js';
import type { BroughtIn, HandedOn } from './moved/moved.types.js';
import { bookingOn, monthOf, type Shelf, shelve } from './shelf.js';

export { toldTo } from './moved/moved.state.js';

/**
 * Everything that guards a sum for one household: cover, what its claims used, evidence. Bookings stand on shelves by
 * month of service, so that a decision copies one shelf and looks only at the months of its period.
 */
export interface HouseholdState {
  readonly cover: ReadonlyMap<string, NotedCover>;
  readonly shelves: ReadonlyMap<string, Shelf>;
  readonly sessions: readonly Session[];
  /** Age and sex of those whose key is not destroyed. */
  readonly patients: ReadonlyMap<string, Patient>;
  readonly letters: Letters;
  /** Day of birth of those whom the household's cover names from it; absent where there are none. */
  readonly births?: ReadonlyMap<string, Day>;
  /** Sums asked for, by request; absent where there are none. */
  readonly lumpSums?: ReadonlyMap<string, LumpSumDecided['data']>;
  /** Things received, by hand-over; absent where there are none. */
  readonly received?: ReadonlyMap<string, ItemReceived['data']>;
  /** What persons who moved here had used before, by person; absent while nobody did. */
  readonly broughtIn?: ReadonlyMap<string, readonly BroughtIn[]>;
  /** Where persons of this household went, by person; absent while nobody did. */
  readonly handedOn?: ReadonlyMap<string, readonly HandedOn[]>;
}

export const householdFold: Fold<HouseholdEvent, HouseholdState> = {
  initialState: { cover: new Map(), shelves: new Map(), sessions: [], patients: new Map(), letters: new Map() },
  evolve(household, event) {
    switch (event.type) {
      case 'benefits.CoverNoted':
        return withBirth(
          { ...household, cover: new Map(household.cover).set(event.data.person, event.data.cover) },
          event.data,
        );
      case 'benefits.PersonDescribed':
        return described(household, event);
      case 'benefits.SessionAttested': {
        const { attestation, person, key, heldOn } = event.data;
        return { ...household, sessions: [...household.sessions, { attestation, person, key, heldOn }] };
      }
      case 'benefits.ClaimBooked':
        return {
          ...household,
          shelves: booked(household.shelves, event.data),
          letters: withUse(household.letters, event.data),
        };
      case 'benefits.LetterIssued':
        return { ...household, letters: issued(household.letters, event.data) };
      case 'benefits.LetterReleased':
        return { ...household, letters: released(household.letters, event.data.letter, event.data.releasedOn) };
      case 'benefits.LumpSumDecided':
        return { ...household, lumpSums: new Map(household.lumpSums).set(event.data.request, event.data) };
      case 'benefits.ItemReceived':
        return { ...household, received: new Map(household.received).set(event.data.handover, event.data) };
      case 'benefits.RightsHandedOn':
        return { ...household, ...handed(household, event) };
      case 'benefits.RightsBroughtIn':
        return { ...household, ...brought(household, event) };
      default:
        return unreachable(event);
    }
  },
};

/** Who is born into a household is covered, or would have been, from the day of birth. */
const withBirth = (household: HouseholdState, { person, because, cover }: CoverNoted['data']): HouseholdState => {
  const day = because === 'BirthDeclared' ? (cover.undeclared?.from ?? cover.spans[0]?.from) : undefined;
  return day === undefined ? household : { ...household, births: new Map(household.births).set(person, day) };
};

const described = (household: HouseholdState, { data: { person }, sealed }: PersonDescribed): HouseholdState => {
  const patient = sealed?.patient.value;
  return patient ? { ...household, patients: new Map(household.patients).set(person, patient) } : household;
};

const booked = (shelves: HouseholdState['shelves'], booking: Booking): HouseholdState['shelves'] => {
  const month = monthOf(booking.governs);
  return new Map(shelves).set(month, shelve(shelves.get(month), booking));
};

/** The latest booking of a claim; `governs` says on which shelf it stands. */
export const bookingOf = ({ shelves }: HouseholdState, claim: string, governs: Day): Booking | undefined => {
  const shelf = shelves.get(monthOf(governs));
  return shelf && bookingOn(shelf, claim);
};

/** Bookings of the days from `from` to `to`, both inside; those of whole other months are not looked at. */
export const bookingsWithin = ({ shelves }: HouseholdState, from: Day, to: Day): Booking[] => {
  const [first, last] = [monthOf(from), monthOf(to)];
  const found: Booking[] = [];
  for (const [month, { bookings }] of shelves) {
    if (month < first || last < month) continue;
    for (const booking of bookings) if (from <= booking.governs && booking.governs <= to) found.push(booking);
  }
  return found;
};

/** The shelves of the months that have days from `from` to `to`. */
export function* shelvesWithin({ shelves }: HouseholdState, from: Day, to: Day): Generator<readonly [string, Shelf]> {
  const [first, last] = [monthOf(from), monthOf(to)];
  for (const shelf of shelves) if (first <= shelf[0] && shelf[0] <= last) yield shelf;
}

/** Claims to decide again, in the order they were recorded; a reversed claim stays reversed. */
export const claimsInOrder = (
  household: HouseholdState | readonly HouseholdState[],
  touched: (booking: Booking) => boolean,
  more: readonly Pick<Booking, 'claim' | 'recordedAt'>[] = [],
): string[] => {
  const found = [...more];
  for (const { shelves } of 'shelves' in household ? [household] : household) {
    for (const { bookings } of shelves.values()) {
      for (const booking of bookings) if (booking.status !== 'reversed' && touched(booking)) found.push(booking);
    }
  }
  found.sort((a, b) => compare(a.recordedAt, b.recordedAt) || compare(a.claim, b.claim));
  return [...new Set(found.map(({ claim }) => claim))];
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const householdStream = (household: string): string => `benefits.household-${household}`;

import { addDays, type Day, type Minor, type Period, within } from '#kernel';
import { bookingOf, bookingsWithin, type HouseholdState, shelvesWithin } from './household.state.js';
import type { Booking, Usage } from './household.types.js';
import { broughtDays, broughtWithin } from './moved/moved.state.js';
import { holderOn, monthOf, wholeMonthWithin } from './shelf.js';

/** Sums by opaque key. */
export interface Counters {
  get(key: string): number | undefined;
  set(key: string, sum: number): unknown;
}

/** What the claims of a period have used so far. */
export interface UsedRights {
  household: Minor;
  person: Minor;
  deducted: Minor;
  readonly categories: Counters;
  readonly acts: Counters;
}

/** Used by everyone in the household's period, and by the person in their own; one claim's own use left out. */
export const usedRights = (
  household: HouseholdState,
  person: string,
  own: Period,
  whole: Period,
  besides?: { readonly claim: string; readonly governs: Day },
): UsedRights => {
  const personal: Signed[] = [];
  const used: UsedRights = {
    household: 0,
    person: 0,
    deducted: 0,
    categories: new CountersOf(personal, 'categories'),
    acts: new CountersOf(personal, 'acts'),
  };
  const addPersonal = (usage: Usage, sign: 1 | -1): void => {
    used.person += sign * usage.ceilings;
    used.deducted += sign * usage.deducted;
    personal.push({ usage, sign });
  };
  const addBooking = ({ status, governs, usage, person: of }: Booking, sign: 1 | -1): void => {
    if (status !== 'approved' || !within(whole, governs)) return;
    used.household += sign * usage.ceilings;
    if (of === person && within(own, governs)) addPersonal(usage, sign);
  };

  for (const [month, shelf] of shelvesWithin(household, whole.from, whole.to)) {
    if (wholeMonthWithin(own, month) && wholeMonthWithin(whole, month)) {
      used.household += shelf.household;
      const ofPerson = shelf.persons.get(person);
      if (ofPerson) addPersonal(ofPerson, 1);
    } else {
      for (const booking of shelf.bookings) addBooking(booking, 1);
    }
  }
  for (const { usage, person: of, on, ofHousehold } of broughtWithin(household, whole)) {
    if (ofHousehold) used.household += usage.ceilings;
    if (of === person && within(own, on)) addPersonal(usage, 1);
  }
  const except = besides && bookingOf(household, besides.claim, besides.governs);
  if (except) addBooking(except, -1);
  return used;
};

interface Signed {
  readonly usage: Usage;
  readonly sign: 1 | -1;
}

/** Added up when it is asked for: of the many things a person's claims have counted, a claim asks about a few. */
class CountersOf implements Counters {
  private readonly sums = new Map<string, number>();

  constructor(
    private readonly usages: readonly Signed[],
    private readonly kind: 'categories' | 'acts',
  ) {}

  get(key: string): number {
    let sum = this.sums.get(key);
    if (sum !== undefined) return sum;
    sum = 0;
    for (const { usage, sign } of this.usages) sum += sign * (usage[this.kind][key] ?? 0);
    this.sums.set(key, sum);
    return sum;
  }

  set(key: string, sum: number): void {
    this.sums.set(key, sum);
  }
}

export const add = (counters: Counters, key: string, amount: number): void => {
  counters.set(key, (counters.get(key) ?? 0) + amount);
};

/** The claim whose accepted or pended line has this business key, if another claim's has. */
export const holderOf = (household: HouseholdState, key: string, on: Day, except: string): string | undefined => {
  const shelf = household.shelves.get(monthOf(on));
  return shelf && holderOn(shelf, key, on, except)?.claim;
};

/** Days on which other claims' accepted acts under the key fall, oldest first. */
export const claimedDays = (
  household: HouseholdState,
  person: string,
  { key, from, before }: { readonly key: string; readonly from: Day; readonly before: Day },
  except: string,
): readonly Day[] => {
  const days = [...broughtDays(household, person, { key, from, before }, ({ attested }) => !attested)];
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
  const days = new Set<Day>(broughtDays(household, person, { key, from, before }));
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

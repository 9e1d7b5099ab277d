import { addDays, type Day, within } from '#kernel';
import type { CoverSpan, Usage } from '../household.types.js';
import { type HouseholdState } from '../household.state.js';
import { tookPlace } from '../usage.state.js';
import { broughtBy } from './moved.state.js';
import type { BroughtAct, BroughtIn, BroughtUse } from './moved.types.js';

/** The receiving scheme's name for a key of the scheme that lets go; undefined where it has none. */
export type Renamed = (key: string) => string | undefined;

/**
 * What a person who goes on the day of the move takes along: what was used of the cover period that the move cut, what
 * they had brought themselves in it, and every act that may be evidence. A period that had run out by itself is over:
 * the next one begins with whole ceilings.
 */
export const carriedAlong = (
  from: HouseholdState,
  person: string,
  {
    fromHousehold,
    toHousehold,
    on,
  }: { readonly fromHousehold: string; readonly toHousehold: string; readonly on: Day },
  renamed: Renamed,
): Pick<BroughtIn, 'uses' | 'acts'> => {
  const since = cutBy(from.cover.get(person)?.spans ?? [], on)?.from;
  const uses: BroughtUse[] = [];
  const acts: BroughtAct[] = [];
  for (const { bookings } of from.shelves.values()) {
    for (const booking of bookings) {
      const { claim, status, governs, usage } = booking;
      if (booking.person !== person || on <= governs) continue;
      const attested = status !== 'approved';
      for (const act of tookPlace(booking)) acts.push(...renamedAct(renamed, act, governs, attested));
      if (attested || since === undefined || governs < since) continue;
      uses.push({ household: fromHousehold, claim, governs, usage: renamedUsage(renamed, usage) });
    }
  }
  for (const session of from.sessions) {
    if (session.person === person && session.heldOn < on)
      acts.push(...renamedAct(renamed, session.key, session.heldOn, true));
  }
  for (const before of broughtBy(from, person)) {
    if (on < before.on) continue;
    for (const { key, on: day, attested } of before.acts) acts.push(...renamedAct(renamed, key, day, attested));
    // Somebody who goes on the very day they came takes along what they came with.
    if (before.on < (since ?? on)) continue;
    uses.push(...before.uses.map(({ here: _, ...use }) => ({ ...use, usage: renamedUsage(renamed, use.usage) })));
  }
  return {
    uses: inOrder(uses).map(use => (use.household === toHousehold ? { ...use, here: true as const } : use)),
    acts: distinct(acts),
  };
};

/** The stretch of cover that a move on this day cut short, or cuts as soon as it is told. */
const cutBy = (spans: readonly CoverSpan[], on: Day): CoverSpan | undefined => {
  const last = addDays(on, -1);
  return spans.find(span => within(span, last) && (span.to > last || span.ended !== null));
};

const renamedAct = (renamed: Renamed, act: string, on: Day, attested: boolean): BroughtAct[] => {
  const key = renamed(act);
  return key === undefined ? [] : [{ key, on, attested }];
};

const renamedUsage = (renamed: Renamed, { ceilings, deducted, categories, acts }: Usage): Usage => ({
  ceilings,
  deducted,
  categories: renamedKeys(renamed, categories),
  acts: renamedKeys(renamed, acts),
});

const renamedKeys = (renamed: Renamed, sums: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(sums).flatMap(([before, sum]) => {
      const key = renamed(before);
      return key === undefined ? [] : [[key, sum] as const];
    }),
  );

/** One claim is brought once, by whichever way it came; always in one order, so that the same telling says the same. */
const inOrder = (uses: readonly BroughtUse[]): readonly BroughtUse[] => {
  const byClaim = new Map(uses.map(use => [JSON.stringify([use.household, use.claim]), use]));
  return [...byClaim].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use);
};

const distinct = (acts: readonly BroughtAct[]): readonly BroughtAct[] => {
  const named = new Map(acts.map(act => [JSON.stringify([act.on, act.key, act.attested]), act]));
  return [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, act]) => act);
};

import { type Day, daysBetween, earliest, latest, type Minor, type Period, ratioOf } from '#kernel';
import type { NotedCover } from '../household/household.types.js';

/** A person as last noted. */
export interface CoveredPerson {
  readonly household: string;
  readonly cover: NotedCover;
}

/** Who was covered within some days, and for how long. */
export interface Exposure {
  readonly persons: number;
  readonly personDays: number;
  /** Household → persons of it who had cover. */
  readonly households: ReadonlyMap<string, number>;
}

const daysIn = (one: Period, other: Period): number => {
  const [from, to] = [latest(one.from, other.from), earliest(one.to, other.to)];
  return from > to ? 0 : daysBetween(from, to) + 1;
};

/** Days of a person's cover inside a window; none after a death. Suspended days count: the contribution was asked. */
export const coveredDays = ({ spans, diedOn }: NotedCover, { from, to }: Period): number => {
  const until: Day = diedOn === null ? to : earliest(to, diedOn);
  return spans.reduce((days, span) => days + daysIn(span, { from, to: until }), 0);
};

export const exposureIn = (persons: Iterable<CoveredPerson>, window: Period): Exposure => {
  const households = new Map<string, number>();
  let [count, personDays] = [0, 0];
  for (const { household, cover } of persons) {
    const days = coveredDays(cover, window);
    if (days === 0) continue;
    count += 1;
    personDays += days;
    households.set(household, (households.get(household) ?? 0) + 1);
  }
  return { persons: count, personDays, households };
};

/** What is assumed besides what was observed. @unit whole per cent */
export interface Assumptions {
  /** On top of the cost of care: safety margin, administration, reserve. */
  readonly loadingPercent: number;
  /** Care that will be asked for, of what was asked for: more once it is covered. */
  readonly demandPercent: number;
}

const daysOfYear = 365;

/**
 * Contribution per person and year that pays for what care cost the scheme in a window, with the loading, rounded up to
 * the smallest unit. Null where nobody was covered.
 * @unit minor units
 */
export const requiredContribution = (
  cost: Minor,
  personDays: number,
  { loadingPercent }: Pick<Assumptions, 'loadingPercent'>,
): Minor | null =>
  personDays === 0 ? null : ratioOf(cost, daysOfYear * (100 + loadingPercent), personDays * 100, 'up');

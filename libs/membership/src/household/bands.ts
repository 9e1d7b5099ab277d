import { type Band, bandOf, type Day } from '#kernel';
import type { Identities } from './household.events.js';

/** How many persons of one sex and age group, by its code. */
export interface BandCount {
  readonly band: Band;
  readonly persons: number;
}

/** Who joins, by sex and age group on that day: all that leaves with them is how many. Whom no key opens is not counted. */
export const bandsOf = (identities: Identities, on: Day): { readonly bands?: readonly BandCount[] } => {
  const persons = new Map<Band, number>();
  for (const { value } of Object.values(identities)) {
    if (value === undefined) continue;
    const band = bandOf(value.sex, value.birthDate, on);
    persons.set(band, (persons.get(band) ?? 0) + 1);
  }
  if (persons.size === 0) return {};
  const bands = [...persons].map(([band, count]) => ({ band, persons: count }));
  return { bands: bands.sort((left, right) => Number(left.band.slice(1)) - Number(right.band.slice(1))) };
};

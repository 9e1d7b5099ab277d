import { type Band, bandOf, type Day } from '#kernel';
import type { MembershipContracts } from '../contracts/index.js';
import type { Identities } from '../household/household.events.js';

type Counted = MembershipContracts['membership.persons-counted.v1'];

/** How many joined, by sex and age group on that day. Of whom no key opens any more nothing is said. */
export const personsCounted = (
  household: string,
  on: Day,
  sealed: Identities | undefined,
): readonly { readonly type: 'membership.persons-counted.v1'; readonly data: Counted }[] => {
  const persons = new Map<Band, number>();
  for (const { value } of Object.values(sealed ?? {})) {
    if (value === undefined) continue;
    const band = bandOf(value.sex, value.birthDate, on);
    persons.set(band, (persons.get(band) ?? 0) + 1);
  }
  if (persons.size === 0) return [];
  const bands = [...persons].map(([band, count]) => ({ band, persons: count }));
  const sorted = bands.sort((left, right) => Number(left.band.slice(1)) - Number(right.band.slice(1)));
  return [{ type: 'membership.persons-counted.v1', data: { household, on, bands: sorted } }];
};

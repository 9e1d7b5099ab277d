import { type Band, bands } from '#kernel';
import { isHousehold } from '../fund/claimant.types.js';
import { fewest, putTogether } from '../fund/fewest.rule.js';
import type { TracedTerm } from './trace.types.js';

/** Persons of one sex and age group, or of several together where sex and ages are null. Null: fewer than five in all. */
export interface ReachedPersons {
  readonly sex: 'F' | 'M' | null;
  /** Completed years when they joined; `below` is the first outside, null when nobody is too old. */
  readonly from: number | null;
  readonly below: number | null;
  readonly persons: number | null;
}

/** How many persons of each band joined a household. */
export type PersonsOf = (scheme: string, household: string) => Readonly<Partial<Record<Band, number>>>;

type Counted = ReachedPersons & { readonly persons: number };

/** Of the households a fund reached, whom they are, as it is: for those who check. */
export const reachedByBand = (terms: readonly TracedTerm[], personsOf: PersonsOf): Counted[] => {
  const reached = new Map<string, TracedTerm>();
  for (const term of terms)
    if (term.committed + term.settled > 0 && isHousehold(term.household))
      reached.set(`${term.scheme}/${term.household}`, term);
  const persons = new Map<string, number>();
  for (const { scheme, household } of reached.values())
    for (const [band, count] of Object.entries(personsOf(scheme, household)))
      persons.set(band, (persons.get(band) ?? 0) + (count ?? 0));
  return bands
    .map(({ band, sex, from, below }) => ({ sex, from, below, persons: persons.get(band) ?? 0 }))
    .filter(each => each.persons > 0);
};

/**
 * For a funder: bands with fewer than five persons are put together with the smallest of the others. Sexes and ages are told
 * in this one table: sums by sex beside it would tell what is put together.
 */
export const reachedByBandForFunders = (terms: readonly TracedTerm[], personsOf: PersonsOf): ReachedPersons[] => {
  const { apart, together } = putTogether(reachedByBand(terms, personsOf), ({ persons }) => persons);
  if (together.length === 0) return [...apart];
  const persons = together.reduce((all, each) => all + each.persons, 0);
  return [...apart, { sex: null, from: null, below: null, persons: persons < fewest ? null : persons }];
};

import { type Minor, sum } from '#kernel';
import { fewest, putTogether } from '../fund/fewest.rule.js';
import type { TracedTerm } from './trace.types.js';

/** What reached the households of a village, or of several together. Null: of fewer than five nothing is told. */
export interface ReachedGroup {
  readonly scheme: string;
  /** Null: the villages of the scheme that are too small to be told of apart. */
  readonly section: string | null;
  readonly households: number | null;
  readonly persons: number | null;
  readonly committed: Minor | null;
  readonly settled: Minor | null;
}

interface Group {
  readonly scheme: string;
  readonly section: string | null;
  readonly terms: readonly TracedTerm[];
  readonly households: number;
}

/** Section of a household, where it is known. */
export type SectionOf = (scheme: string, household: string) => string | null;

/** Village by village, as it is: for those who check. */
export const reachedByVillage = (terms: readonly TracedTerm[], sectionOf: SectionOf): ReachedGroup[] =>
  villagesOf(terms, sectionOf).map(group => figuresOf(group));

/**
 * For a funder: villages with fewer than five households are put together, with the smallest of the others until five
 * are in it, so that nothing is found by taking what is told from the whole. A scheme too small for that goes together
 * with other schemes (`*`); of fewer than five in all nothing is told.
 */
export const reachedForFunders = (terms: readonly TracedTerm[], sectionOf: SectionOf): ReachedGroup[] => {
  const told: Group[] = [];
  const small: Group[] = [];
  for (const villages of byScheme(villagesOf(terms, sectionOf))) {
    const { apart, together } = putTogether(villages, householdsOf);
    told.push(...apart);
    if (together.length === 0) continue;
    const rest = merged(together, together[0]!.scheme);
    (rest.households < fewest ? small : told).push(rest);
  }
  if (small.length === 0) return told.map(figuresOf);
  const { apart, together } = putTogether([...told, ...small], householdsOf);
  const rest = merged(together, '*');
  return [...apart.map(figuresOf), rest.households < fewest ? withheld : figuresOf(rest)];
};

const withheld: ReachedGroup = {
  ...{ scheme: '*', section: null, households: null, persons: null, committed: null, settled: null },
};

const householdsOf = ({ households }: Group): number => households;

const villagesOf = (terms: readonly TracedTerm[], sectionOf: SectionOf): Group[] => {
  const groups = new Map<string, { scheme: string; section: string | null; terms: TracedTerm[] }>();
  for (const term of terms) {
    if (term.committed === 0 && term.settled === 0) continue;
    const section = sectionOf(term.scheme, term.household);
    const key = JSON.stringify([term.scheme, section]);
    const group = groups.get(key) ?? { scheme: term.scheme, section, terms: [] };
    group.terms.push(term);
    groups.set(key, group);
  }
  return [...groups.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, group]) => ({ ...group, households: householdsIn(group.terms) }));
};

const byScheme = (groups: readonly Group[]): Group[][] =>
  [...new Set(groups.map(({ scheme }) => scheme))].map(name => groups.filter(({ scheme }) => scheme === name));

const merged = (groups: readonly Group[], scheme: string): Group => {
  const terms = groups.flatMap(group => group.terms);
  return { scheme, section: null, terms, households: householdsIn(terms) };
};

const householdsIn = (terms: readonly TracedTerm[]): number =>
  new Set(terms.map(({ scheme, household }) => `${scheme}/${household}`)).size;

const figuresOf = ({ scheme, section, terms, households }: Group): ReachedGroup => ({
  ...{ scheme, section, households },
  persons: terms.reduce((all, { persons }) => all + persons, 0),
  committed: sum(terms.map(({ committed }) => committed)),
  settled: sum(terms.map(({ settled }) => settled)),
});

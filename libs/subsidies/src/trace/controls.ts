import type { Day, Minor, Period } from '#kernel';
import { isHousehold } from '../fund/claimant.types.js';
import type { HouseholdTerm } from '../fund/fund.events.js';
import type { FundTrace, TracedTerm, Untraced } from './trace.types.js';

interface Held extends HouseholdTerm {
  /** Set aside, owed or paid. @unit minor units */
  readonly amount: Minor;
}

/** What in a fund does not agree with what others say. Empty lists are what one hopes for. */
export interface FundControls {
  /** Money for households that nobody enrolled. */
  readonly unknownHouseholds: readonly Held[];
  /** Money for more persons than anybody named. */
  readonly unnamed: readonly (Held & { readonly persons: number; readonly named: number })[];
  /** Owed or paid for a term whose cover never began. */
  readonly withoutCover: readonly Held[];
  /** One person carried in two households at the same time. */
  readonly twice: readonly { readonly person: string; readonly held: readonly HouseholdTerm[] }[];
  /** Paid to a scheme, for nobody. */
  readonly untraced: readonly Untraced[];
}

/** What membership and contributions told, as it is noted here. */
export interface Known {
  readonly enrolled: readonly { readonly scheme: string; readonly household: string }[];
  readonly covers: readonly (HouseholdTerm & Period)[];
  readonly carried: readonly (HouseholdTerm & { readonly person: string; readonly requestedOn: Day })[];
}

/**
 * Looks for a subsidy that is paid for nobody, or twice: members who do not exist, or exist in two households. School
 * savings rest on a school's paper and awards on a committee's, not on a cover.
 */
export const controlsOf = (trace: FundTrace, { enrolled, covers, carried }: Known): FundControls => {
  const held = trace.terms.filter(term => amountOf(term) > 0 && isHousehold(term.household));
  const holding = new Set(held.map(termOf));
  const isEnrolled = new Set(enrolled.map(placeOf));
  const periods = new Map(covers.map(cover => [termOf(cover), cover]));
  const named = new Map<string, Set<string>>();
  for (const each of carried) named.set(termOf(each), (named.get(termOf(each)) ?? new Set()).add(each.person));
  const namedIn = (term: TracedTerm): number => named.get(termOf(term))?.size ?? 0;
  return {
    unknownHouseholds: held.filter(term => !isEnrolled.has(placeOf(term))).map(heldBy),
    unnamed: held
      .filter(term => term.persons > namedIn(term))
      .map(term => ({ ...heldBy(term), persons: term.persons, named: namedIn(term) })),
    withoutCover: held
      .filter(({ committed, settled }) => committed + settled > 0)
      .filter(term => !periods.has(termOf(term)))
      .map(heldBy),
    twice: twiceIn(
      carried.filter(each => holding.has(termOf(each))),
      periods,
    ),
    untraced: trace.untraced,
  };
};

const twiceIn = (carried: Known['carried'], periods: ReadonlyMap<string, Period>): FundControls['twice'] => {
  const byPerson = new Map<string, Known['carried'][number][]>();
  for (const each of carried) byPerson.set(each.person, [...(byPerson.get(each.person) ?? []), each]);
  return [...byPerson]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([person, terms]) => {
      const held = terms.filter(one =>
        terms.some(other => placeOf(one) !== placeOf(other) && together(one, other, periods)),
      );
      return held.length === 0
        ? []
        : [{ person, held: held.map(({ scheme, household, term }) => ({ scheme, household, term })) }];
    });
};

/** Covers that share a day; where one has not begun, that it was asked for is enough. */
const together = (one: HouseholdTerm, other: HouseholdTerm, periods: ReadonlyMap<string, Period>): boolean => {
  const [left, right] = [periods.get(termOf(one)), periods.get(termOf(other))];
  return !left || !right || (left.from <= right.to && right.from <= left.to);
};

const amountOf = ({ reserved, committed, settled }: TracedTerm): Minor => reserved + committed + settled;

const heldBy = (term: TracedTerm): Held => {
  const { scheme, household, term: number } = term;
  return { scheme, household, term: number, amount: amountOf(term) };
};

const placeOf = ({ scheme, household }: { readonly scheme: string; readonly household: string }): string =>
  `${scheme}/${household}`;
const termOf = (of: HouseholdTerm): string => `${placeOf(of)}/${of.term}`;

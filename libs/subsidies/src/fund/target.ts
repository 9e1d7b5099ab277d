import { type Band, bands, type Day } from '#kernel';
import { categoryOn, countedIn, groupsOn, type HouseholdState, sectionIn } from '../household/household.state.js';
import type { ForPersons } from '../envelope/for-persons.types.js';
import { lookUp, type SortedMap } from '../ledger/sorted-map.js';

/**
 * Whom a contract is for, whether it pays contributions or acts: every part that is said must fit, and what is absent is
 * for all. Of a household, what was known of it on the day counts.
 */
export interface Target {
  readonly schemes?: readonly string[];
  /** Villages, as households were enrolled in them. */
  readonly sections?: readonly string[];
  /** Categories of household, as a committee found them. */
  readonly categories?: readonly string[];
  /** Groups that households pay with. */
  readonly groups?: readonly string[];
  /** Only households that an identification committee listed for this fund. */
  readonly listedOnly?: boolean;
  /** Contributions of these persons: by their age when they joined. Acts on them: by their age on the day of care. */
  readonly persons?: ForPersons;
  /** Acts of these providers, for a contract that pays acts. */
  readonly providers?: readonly string[];
}

interface Asking {
  readonly scheme: string;
  readonly household: string;
  readonly on: Day;
}

/** Whether the household is meant; who in it, `personsMeant` says. */
export const isMeant = (
  { schemes, sections, categories, groups, listedOnly }: Target,
  listed: SortedMap<string>,
  who: HouseholdState,
  { scheme, household, on }: Asking,
): boolean =>
  (!schemes || schemes.includes(scheme)) &&
  (!sections || sections.includes(sectionIn(who, scheme) ?? '')) &&
  (!categories || categories.includes(categoryOn(who, scheme, on) ?? '')) &&
  (!groups || groupsOn(who, scheme, on).some(group => groups.includes(group))) &&
  (!listedOnly || lookUp(listed, `${scheme}/${household}`) !== undefined);

/** Whether only some households of a scheme are meant, so that an envelope for acts has to name them. */
export const meansSome = ({ sections, categories, groups, listedOnly }: Target): boolean =>
  Boolean(sections ?? categories ?? groups ?? listedOnly);

/** Persons of the household that are meant; null when everybody is. */
export const personsMeant = ({ persons: whom }: Target, who: HouseholdState, scheme: string): number | null => {
  if (!whom) return null;
  const counted = countedIn(who, scheme);
  const meant = bandsOf(whom);
  return Object.entries(counted).reduce((all, [band, count]) => all + (meant.has(band as Band) ? (count ?? 0) : 0), 0);
};

/** Bands that lie whole in the sex and ages; contracts speak of no others. */
const bandsOf = ({ sex, fromAge = 0, belowAge }: ForPersons): ReadonlySet<Band> =>
  new Set(
    bands
      .filter(each => sex === undefined || each.sex === sex)
      .filter(({ from, below }) => from >= fromAge && (belowAge === undefined || (below !== null && below <= belowAge)))
      .map(({ band }) => band),
  );

/** In a fixed order, without what is not said. */
export const targetOf = (target: Target): Target => {
  const { schemes, sections, categories, groups, listedOnly, persons, providers } = target;
  const { sex, fromAge, belowAge } = persons ?? {};
  const some = { ...(sex && { sex }), ...(fromAge !== undefined && { fromAge }) };
  return {
    ...(schemes && { schemes: [...schemes] }),
    ...(categories && { categories: [...categories] }),
    ...(sections && { sections: [...sections] }),
    ...(groups && { groups: [...groups] }),
    ...(listedOnly && { listedOnly }),
    ...(persons && { persons: { ...some, ...(belowAge !== undefined && { belowAge }) } }),
    ...(providers && { providers: [...providers] }),
  };
};

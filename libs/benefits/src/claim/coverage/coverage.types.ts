import { householdFold, type HouseholdState } from '../../household/household.state.js';
import type { AdjudicationFacts } from '../adjudication.facts.js';

/** One of a person's coverages as looked up before a decision: the household that holds it, and its product's terms. */
export interface LookedUpCoverage {
  readonly household: string;
  readonly facts: AdjudicationFacts;
}

/** The same with what the household's claims have used; null: nobody's household, as yet. */
export interface Coverage {
  readonly household: string | null;
  readonly facts: AdjudicationFacts;
  readonly rights: HouseholdState;
}

/** What a command brings of the person's coverages: the first of the set order, and those after it. */
export interface WithCoverages {
  readonly household: string | null;
  readonly facts: AdjudicationFacts;
  /** Absent where the person has one product alone. */
  readonly others?: readonly LookedUpCoverage[];
}

/** The households a decision draws on, by id, in the person's set order. */
export type Households = ReadonlyMap<string, HouseholdState>;

export const coveragesOf = (
  first: LookedUpCoverage,
  others: readonly LookedUpCoverage[] | undefined,
  households: Households,
): readonly [Coverage, ...Coverage[]] => {
  const withRights = (each: LookedUpCoverage): Coverage => ({
    ...each,
    rights: households.get(each.household) ?? householdFold.initialState,
  });
  return [withRights(first), ...(others ?? []).map(withRights)];
};

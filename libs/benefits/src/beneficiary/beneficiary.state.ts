import { type Fold, type Instant, unreachable } from '#kernel';
import type { BeneficiaryEvent } from './beneficiary.events.js';

export interface AwaitedClaim {
  readonly claim: string;
  readonly scheme: string;
  readonly recordedAt: Instant;
}

export interface BeneficiaryState {
  /** The household they came into last. */
  readonly household: string | null;
  /** The household's scheme: elsewhere this person is not known. */
  readonly scheme: string | null;
  /** Households they were in before, or are in besides, the first one first; absent where there are none. */
  readonly earlier?: readonly string[];
  /** Claims that came while nobody knew this person in their scheme. */
  readonly awaited: readonly AwaitedClaim[];
}

export const beneficiaryFold: Fold<BeneficiaryEvent, BeneficiaryState> = {
  initialState: { household: null, scheme: null, awaited: [] },
  evolve(beneficiary, event) {
    switch (event.type) {
      case 'benefits.BeneficiaryLinked': {
        const { household, scheme } = event.data;
        const earlier = householdsIn(beneficiary, scheme).filter(other => other !== household);
        const awaited = beneficiary.awaited.filter(claim => claim.scheme !== scheme);
        return { household, scheme, ...(earlier.length > 0 ? { earlier } : {}), awaited };
      }
      case 'benefits.ClaimAwaited': {
        const { claim, scheme, recordedAt } = event.data;
        return { ...beneficiary, awaited: [...beneficiary.awaited, { claim, scheme, recordedAt }] };
      }
      default:
        return unreachable(event);
    }
  },
};

/** The household a person came into last in a scheme; null when nobody knows the person there. */
export const householdIn = ({ household, scheme }: BeneficiaryState, asked: string): string | null =>
  scheme === asked ? household : null;

/** Every household a person has, or had, rights in, in the order they came: the set order of their products. */
export const householdsIn = (
  { household, scheme, earlier = [] }: BeneficiaryState,
  asked: string,
): readonly string[] => (scheme === asked && household !== null ? [...earlier, household] : []);

/** A person as one scheme knows them: what another scheme says of a person of that id takes nothing away here. */
export const beneficiaryStream = (scheme: string, person: string): string => `benefits.beneficiary-${scheme}.${person}`;

import { type Fold, type Instant, unreachable } from '#kernel';
import type { BeneficiaryEvent } from './beneficiary.events.js';

export interface AwaitedClaim {
  readonly claim: string;
  readonly scheme: string;
  readonly recordedAt: Instant;
}

export interface BeneficiaryState {
  readonly household: string | null;
  /** The household's scheme: elsewhere this person is not known. */
  readonly scheme: string | null;
  /** Claims that came while nobody knew this person in their scheme. */
  readonly awaited: readonly AwaitedClaim[];
}

export const beneficiaryFold: Fold<BeneficiaryEvent, BeneficiaryState> = {
  initialState: { household: null, scheme: null, awaited: [] },
  evolve(beneficiary, event) {
    switch (event.type) {
      case 'benefits.BeneficiaryLinked': {
        const { household, scheme } = event.data;
        return { household, scheme, awaited: beneficiary.awaited.filter(claim => claim.scheme !== scheme) };
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

/** The household whose rights a person has in a scheme; null when nobody knows the person there. */
export const householdIn = ({ household, scheme }: BeneficiaryState, asked: string): string | null =>
  scheme === asked ? household : null;

/** A person as one scheme knows them: what another scheme says of a person of that id takes nothing away here. */
export const beneficiaryStream = (scheme: string, person: string): string => `benefits.beneficiary-${scheme}.${person}`;

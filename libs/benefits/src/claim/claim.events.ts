import type { Day, DomainEvent, Minor, Sealed } from '#kernel';
import type { AmendmentEvent } from './amendment/amendment.events.js';
import type { ClaimResubmitted } from './resubmission/resubmission.events.js';
import type { ReviewEvent } from './review/review.events.js';
import type { ClaimContent, ClaimDecision, DecisionTrace, SubmittedClaim } from './claim.types.js';

/**
 * What is owed more, or less when negative, to the provider and to the member who paid a provider without contract.
 * `funders`: what of it funders’ envelopes carry; absent where they carry nothing.
 */
export interface PayeeChange {
  readonly provider: Minor;
  readonly member: Minor;
  readonly funders?: Minor;
}

/** A provider's invoice or a member's request, as it came. Acts and diagnosis are sealed. */
export type ClaimSubmitted = DomainEvent<
  'benefits.ClaimSubmitted',
  1,
  SubmittedClaim & { readonly lineCount: number },
  { readonly content: Sealed<ClaimContent> }
>;

/**
 * What is paid of a claim, and why; the latest decision holds. `change`: what each payee is owed now less what was owed
 * by the decision before, so that sums of changes are balances.
 * Line by line amounts, reasons and every step of the calculation are sealed.
 */
export type ClaimAdjudicated = DomainEvent<
  'benefits.ClaimAdjudicated',
  1,
  ClaimDecision & {
    readonly claim: string;
    readonly scheme: string;
    readonly provider: string;
    readonly person: string;
    /** The scheme that pays the provider and is owed it by this one; absent where this one pays. */
    readonly host?: string;
    readonly change: PayeeChange;
  },
  { readonly trace: Sealed<DecisionTrace> }
>;

/**
 * A claim is annulled, before or after it was paid; rights it used are free again.
 * `change`: what is no longer owed, negative. `remittedIn`: the remittance that had paid it.
 */
export type ClaimReversed = DomainEvent<
  'benefits.ClaimReversed',
  1,
  {
    readonly claim: string;
    readonly scheme: string;
    readonly provider: string;
    readonly person: string;
    readonly host?: string;
    readonly household: string | null;
    readonly decision: number;
    readonly payee: 'provider' | 'member';
    readonly governs: Day;
    readonly currency: ClaimDecision['currency'];
    readonly reversedOn: Day;
    readonly change: PayeeChange;
    readonly remittedIn: string | null;
  },
  { readonly reason: Sealed<{ readonly text: string }> }
>;

/** The provider was paid a decision, or its correction, by this remittance. */
export type ClaimRemitted = DomainEvent<
  'benefits.ClaimRemitted',
  1,
  {
    readonly claim: string;
    readonly remittance: string;
    readonly amount: Minor;
    readonly remittedOn: Day;
    /** The remittance was taken back before anybody was paid. */
    readonly undone?: true;
  },
  undefined
>;

export type ClaimEvent =
  ClaimSubmitted | ClaimAdjudicated | ClaimReversed | ClaimRemitted | ClaimResubmitted | ReviewEvent | AmendmentEvent;

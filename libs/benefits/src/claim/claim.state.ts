import { type Fold, type Minor, unreachable } from '#kernel';
import { amended, isAmendmentEvent, type WithParked } from './amendment/amendment.state.js';
import type { ClaimEvent } from './claim.events.js';
import { isReviewEvent, reviewed, type ReviewedClaim } from './review/review.state.js';
import type { ClaimContent, ClaimDecision, DecisionTrace, SubmittedClaim } from './claim.types.js';

/** A claim's latest decision; `trace` is absent once the person's key is destroyed. */
export interface HeldDecision extends ClaimDecision {
  readonly trace?: DecisionTrace;
}

export type ClaimState =
  | ({ readonly status: 'none' } & WithParked)
  | (ReviewedClaim &
      WithParked & {
        readonly status: 'decided' | 'reversed';
        readonly submitted: SubmittedClaim;
        /** Absent once the person's key is destroyed. */
        readonly content?: ClaimContent;
        readonly decision: HeldDecision | null;
        /** What remittances have paid so far, net of corrections, and the latest of them. */
        readonly remitted: { readonly amount: Minor; readonly last: string | null };
        /** The claim that took its place, corrected. */
        readonly resubmittedAs?: string;
      });

export type KnownClaim = Exclude<ClaimState, { status: 'none' }>;

export const claimFold: Fold<ClaimEvent, ClaimState> = {
  initialState: { status: 'none' },
  evolve(claim, event) {
    if (isAmendmentEvent(event)) return { ...withoutParked(claim), ...amended(claim, event) };
    if (event.type === 'benefits.ClaimSubmitted') {
      const { lineCount: _, ...submitted } = event.data;
      const content = event.sealed?.content.value;
      const waiting = claim.parked ? { parked: claim.parked } : {};
      return { status: 'decided', submitted, content, decision: null, remitted: { amount: 0, last: null }, ...waiting };
    }
    if (claim.status === 'none') return claim;
    if (isReviewEvent(event)) return { ...claim, ...reviewed(claim, event) };
    switch (event.type) {
      case 'benefits.ClaimAdjudicated':
        return { ...claim, decision: { ...event.data, trace: event.sealed?.trace.value } };
      case 'benefits.ClaimReversed':
        return { ...withoutReview(claim), status: 'reversed' };
      case 'benefits.ClaimRemitted': {
        const { amount, remittance, undone } = event.data;
        return { ...claim, remitted: { amount: claim.remitted.amount + amount, last: undone ? null : remittance } };
      }
      case 'benefits.ClaimResubmitted':
        return { ...claim, resubmittedAs: event.data.by };
      default:
        return unreachable(event);
    }
  },
};

/** What waits is said anew by each event about it. */
const withoutParked = ({ parked: _, ...claim }: ClaimState): ClaimState => claim;

/** Nothing is left to review in a claim that is annulled. */
const withoutReview = ({ review: _, ...claim }: KnownClaim): KnownClaim => claim;

/** A claim's id is its scheme's own: another scheme may use the same, and learns nothing by trying. */
export const claimStream = (scheme: string, claim: string): string => `benefits.claim-${scheme}.${claim}`;

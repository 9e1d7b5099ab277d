import { type JointDecision, type Refusal, refuse, seal } from '#kernel';
import type { ClaimStreams } from '../claim.decider.js';
import type { ClaimReason } from '../claim.reasons.js';
import type { KnownClaim } from '../claim.state.js';
import type { OpenReview } from './review.commands.js';
import { type AppealReason, type FeedbackReason, ReviewReason } from './review.reasons.js';

export type ReviewOutcome = JointDecision<ClaimStreams, ClaimReason | ReviewReason | AppealReason | FeedbackReason>;

export const cannotBeReviewed = (claim: KnownClaim): Refusal<ReviewReason> | null =>
  claim.status === 'reversed' || !claim.decision?.household
    ? refuse(ReviewReason.notReviewable, { claim: claim.submitted.claim })
    : null;

export const openedEvent = (
  { because, actor, on, note }: Pick<OpenReview, 'because' | 'actor' | 'on' | 'note'>,
  claim: KnownClaim,
): ClaimStreams['claim']['event'] => ({
  type: 'benefits.ClaimReviewOpened',
  version: 1,
  effectiveAt: on,
  data: {
    ...whose(claim),
    review: (claim.reviews ?? 0) + 1,
    because,
    openedBy: actor,
    openedOn: on,
    amount: claim.decision?.amounts.scheme ?? 0,
  },
  sealed: { note: seal(claim.submitted.person, 'medical', { text: note }) },
});

export const whose = ({ submitted: { claim, scheme, provider, person } }: KnownClaim) => ({
  claim,
  scheme,
  provider,
  person,
});

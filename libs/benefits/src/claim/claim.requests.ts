import type { Day } from '#kernel';
import type { MarkRemitted, ReadjudicateClaim, ReverseClaim } from './claim.commands.js';
import type { ClaimContent, SubmittedClaim } from './claim.types.js';
import type { WithCoverages } from './coverage/coverage.types.js';
import type {
  AppealClaim,
  AssignReview,
  DecideAppeal,
  DecideReview,
  OpenReview,
  RecordFeedback,
} from './review/review.commands.js';

/** A claim as it is asked for; the filing day is today unless said. */
export interface SubmittedRequest {
  readonly type: 'SubmitClaim';
  readonly claim: Omit<SubmittedClaim, 'recordedAt' | 'receivedOn' | 'resubmits'> & { readonly receivedOn?: Day };
  readonly content: ClaimContent;
  /** The refused or annulled claim that this one corrects. */
  readonly resubmits?: string;
}

/** About a claim that is there. */
export type LaterRequest =
  | Omit<ReadjudicateClaim, keyof WithCoverages>
  | Omit<ReverseClaim, 'households'>
  | MarkRemitted
  | OpenReview
  | AssignReview
  | RecordFeedback
  | Omit<DecideReview, LookedUp>
  | Omit<DecideAppeal, LookedUp>
  | Omit<AppealClaim, 'decidedOn' | 'appealDays'>;

/** Commands without the facts the handler looks up. */
export type ClaimRequest = SubmittedRequest | LaterRequest;

type LookedUp = keyof WithCoverages | 'enteredBy';

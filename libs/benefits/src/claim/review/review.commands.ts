import type { Day, Minor } from '#kernel';
import type { Ruling } from '../claim.types.js';
import type { WithCoverages } from '../coverage/coverage.types.js';
import type { ReviewCause } from './review.events.js';

interface OnClaim {
  readonly claim: string;
  readonly scheme: string;
  /** Who asks. */
  readonly actor: string;
  readonly on: Day;
}

/** Asks a second person to look at a claim; it is not paid meanwhile. */
export interface OpenReview extends OnClaim {
  readonly type: 'OpenReview';
  readonly because: ReviewCause;
  readonly note: string;
}

interface WithFacts extends WithCoverages {
  /** Who entered the claim. */
  readonly enteredBy: string | null;
}

/** A second person rules, line by line; a line not named is accepted as calculated. */
export interface DecideReview extends OnClaim, WithFacts {
  readonly type: 'DecideReview';
  readonly rulings: readonly Ruling[];
  readonly reason: string;
}

/** Says who is to look at it. */
export interface AssignReview extends OnClaim {
  readonly type: 'AssignReview';
  readonly to: string;
}

/** Contests the latest decision. `decidedOn`: the day it was recorded. */
export interface AppealClaim extends OnClaim {
  readonly type: 'AppealClaim';
  readonly grounds: string;
  readonly decidedOn: Day;
  readonly recordedOn: Day;
  /** Days in which to appeal; the last one is inside. */
  readonly appealDays: number;
}

/** Accepted: the claim is decided again, with the rulings given. */
export interface DecideAppeal extends OnClaim, WithFacts {
  readonly type: 'DecideAppeal';
  readonly outcome: 'accepted' | 'rejected';
  readonly reason: string;
  readonly rulings: readonly Ruling[];
}

/** A member tells whether the care took place and what they paid; what does not fit the claim opens a review. */
export interface RecordFeedback extends OnClaim {
  readonly type: 'RecordFeedback';
  readonly feedback: string;
  readonly careReceived: boolean;
  readonly paid: Minor | null;
  readonly satisfaction: number | null;
  readonly words: string;
  readonly recordedOn: Day;
}

export type ReviewCommand = OpenReview | AssignReview | DecideReview | AppealClaim | DecideAppeal | RecordFeedback;

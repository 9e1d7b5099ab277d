import type { Day } from '#kernel';
import type { ClaimEvent } from '../claim.events.js';
import type { Ruling } from '../claim.types.js';
import type { ReviewCause, ReviewEvent } from './review.events.js';

/** What people have asked and ruled about a claim; each part is absent until somebody does. */
export interface ReviewedClaim {
  /** The review that is open. */
  readonly review?: {
    readonly review: number;
    readonly because: ReviewCause;
    readonly openedBy: string;
    readonly assignee?: string;
  };
  readonly reviews?: number;
  /** Who ruled last. */
  readonly reviewedBy?: string;
  /** What was ruled, the first time first; null where the person's key is destroyed. */
  readonly rulings?: ReadonlyArray<readonly Ruling[] | null>;
  readonly appeal?: {
    readonly appeal: number;
    readonly status: 'open' | 'accepted' | 'rejected';
    readonly filedBy: string;
    readonly filedOn: Day;
  };
  /** Ids of what members told. */
  readonly feedback?: readonly string[];
}

const types: readonly string[] = [
  'benefits.ClaimReviewOpened',
  'benefits.ReviewAssigned',
  'benefits.ClaimReviewed',
  'benefits.ClaimAppealed',
  'benefits.AppealDecided',
  'benefits.FeedbackRecorded',
] satisfies readonly ReviewEvent['type'][];

export const isReviewEvent = (event: ClaimEvent): event is ReviewEvent => types.includes(event.type);

/** What an event changes of it. */
export const reviewed = (claim: ReviewedClaim, event: ReviewEvent): ReviewedClaim => {
  switch (event.type) {
    case 'benefits.ClaimReviewOpened': {
      const { review, because, openedBy } = event.data;
      return { review: { review, because, openedBy }, reviews: review };
    }
    case 'benefits.ReviewAssigned':
      return claim.review ? { review: { ...claim.review, assignee: event.data.to } } : {};
    case 'benefits.ClaimReviewed':
      return {
        review: undefined,
        reviewedBy: event.data.reviewedBy,
        rulings: [...(claim.rulings ?? []), event.sealed?.rulings.value ?? null],
      };
    case 'benefits.ClaimAppealed': {
      const { appeal, filedBy, filedOn } = event.data;
      return { appeal: { appeal, status: 'open', filedBy, filedOn } };
    }
    case 'benefits.AppealDecided':
      return {
        ...(claim.appeal ? { appeal: { ...claim.appeal, status: event.data.outcome } } : {}),
        rulings: [...(claim.rulings ?? []), event.sealed?.rulings.value ?? null],
      };
    case 'benefits.FeedbackRecorded':
      return { feedback: [...(claim.feedback ?? []), event.data.feedback] };
  }
};

/** The rulings in force on a claim, one per line at most. */
export const rulingsOn = ({ rulings = [] }: ReviewedClaim): readonly Ruling[] =>
  rulings.reduce<readonly Ruling[]>((inForce, later) => withRulings(inForce, later ?? []), []);

/** The later ruling about a line takes the place of the earlier one; `accept` ends it. */
export const withRulings = (before: readonly Ruling[], later: readonly Ruling[]): readonly Ruling[] =>
  [...before.filter(({ line }) => !later.some(other => other.line === line)), ...later]
    .filter(({ ruling }) => ruling !== 'accept')
    .sort((a, b) => a.line - b.line);

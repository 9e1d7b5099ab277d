import type { Day, DomainEvent, Minor, Sealed } from '#kernel';
import type { Ruling } from '../claim.types.js';

/** Why a claim is looked at by a second person. */
export const reviewCauses = ['requested', 'flagged', 'sampled', 'feedback'] as const;
export type ReviewCause = (typeof reviewCauses)[number];

interface OfClaim {
  readonly claim: string;
  readonly scheme: string;
  readonly provider: string;
  readonly person: string;
}

/** A second person is asked to look at a claim; until they have, no remittance pays it. `amount`: the scheme's share. */
export type ClaimReviewOpened = DomainEvent<
  'benefits.ClaimReviewOpened',
  1,
  OfClaim & {
    /** 1, 2, 3, … in the claim. */
    readonly review: number;
    readonly because: ReviewCause;
    readonly openedBy: string;
    readonly openedOn: Day;
    readonly amount: Minor;
  },
  { readonly note: Sealed<{ readonly text: string }> }
>;

/** A second person ruled, line by line. What it changes follows as a decision of its own. Acts and notes are sealed. */
export type ClaimReviewed = DomainEvent<
  'benefits.ClaimReviewed',
  1,
  OfClaim & {
    readonly review: number;
    readonly outcome: 'confirmed' | 'changed';
    readonly reviewedBy: string;
    readonly reviewedOn: Day;
    /** The scheme's share before and after. */
    readonly before: Minor;
    readonly after: Minor;
  },
  { readonly rulings: Sealed<readonly Ruling[]>; readonly reason: Sealed<{ readonly text: string }> }
>;

/** Somebody is to look at it; a later assignment takes the place of an earlier one. */
export type ReviewAssigned = DomainEvent<
  'benefits.ReviewAssigned',
  1,
  OfClaim & { readonly review: number; readonly to: string; readonly assignedBy: string; readonly assignedOn: Day },
  undefined
>;

/** A member or a provider contests a decision. */
export type ClaimAppealed = DomainEvent<
  'benefits.ClaimAppealed',
  1,
  OfClaim & {
    readonly appeal: number;
    /** The decision contested. */
    readonly decision: number;
    readonly filedBy: string;
    readonly filedOn: Day;
  },
  { readonly grounds: Sealed<{ readonly text: string }> }
>;

/** An appeal is decided by another person; the decision contested stays in the history. */
export type AppealDecided = DomainEvent<
  'benefits.AppealDecided',
  1,
  OfClaim & {
    readonly appeal: number;
    readonly outcome: 'accepted' | 'rejected';
    readonly decidedBy: string;
    readonly decidedOn: Day;
  },
  { readonly rulings: Sealed<readonly Ruling[]>; readonly reason: Sealed<{ readonly text: string }> }
>;

/** What a member says of the care a claim is about. Their words are sealed. */
export type FeedbackRecorded = DomainEvent<
  'benefits.FeedbackRecorded',
  1,
  OfClaim & {
    readonly feedback: string;
    readonly careReceived: boolean;
    /** What the member says they paid; null when they don't say. */
    readonly paid: Minor | null;
    /** From 1 to 5; null when they don't say. */
    readonly satisfaction: number | null;
    readonly toldOn: Day;
  },
  { readonly words: Sealed<{ readonly text: string }> }
>;

export type ReviewEvent =
  ClaimReviewOpened | ReviewAssigned | ClaimReviewed | ClaimAppealed | AppealDecided | FeedbackRecorded;

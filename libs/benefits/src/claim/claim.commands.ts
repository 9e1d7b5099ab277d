import type { Day, Minor } from '#kernel';
import type { ReviewCommand } from './review/review.commands.js';
import type { ClaimContent, DecidedBecause, SubmittedClaim } from './claim.types.js';
import type { WithCoverages } from './coverage/coverage.types.js';

/** A provider invoices care, or a member asks to be refunded. Decided on the spot. */
export interface SubmitClaim extends WithCoverages {
  readonly type: 'SubmitClaim';
  readonly claim: SubmittedClaim;
  readonly content: ClaimContent;
}

/**
 * Something a decision rests on has changed: decide again, against what the others use today. Without a household while
 * nobody knows the person.
 */
export interface ReadjudicateClaim extends WithCoverages {
  readonly type: 'ReadjudicateClaim';
  readonly claim: string;
  readonly because: DecidedBecause;
  /** Event that made it necessary. */
  readonly cause: string | null;
  /** A day that is over, when the claim is looked at for having waited. */
  readonly dayOver?: Day;
}

/** Annuls a claim, paid or not. */
export interface ReverseClaim {
  readonly type: 'ReverseClaim';
  readonly claim: string;
  readonly scheme: string;
  readonly reversedOn: Day;
  readonly reason: string;
  /** Who sent it takes it back: then a claim that is refused is annulled as well, and is never decided again. */
  readonly withdrawn?: true;
  /** The person's households, in their set order; absent where there is one alone. */
  readonly households?: readonly string[];
}

/** Notes which remittance paid the claim. */
export interface MarkRemitted {
  readonly type: 'MarkRemitted';
  readonly claim: string;
  readonly remittance: string;
  readonly amount: Minor;
  readonly remittedOn: Day;
  /** The remittance was taken back before anybody was paid. */
  readonly undone?: true;
}

export type ClaimCommand = SubmitClaim | ReadjudicateClaim | ReverseClaim | MarkRemitted | ReviewCommand;

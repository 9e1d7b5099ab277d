import { type Refusal, refuse } from '#kernel';
import { adjudicateUnder } from '../adjudicate.js';
import type { ClaimStreams } from '../claim.decider.js';
import { ClaimReason } from '../claim.reasons.js';
import { adjudicatedEvent, bookedEvents } from '../claim.recording.js';
import type { KnownClaim } from '../claim.state.js';
import type { DecidedBecause, Ruling } from '../claim.types.js';
import { coveragesOf, type Households } from '../coverage/coverage.types.js';
import { saysTheSame } from '../says-the-same.js';
import type { DecideReview } from './review.commands.js';
import { ReviewReason } from './review.reasons.js';
import { rulingsOn, withRulings } from './review.state.js';

interface Again {
  readonly claim: readonly ClaimStreams['claim']['event'][];
  readonly household: readonly ClaimStreams['household']['event'][];
  readonly scheme: number;
}

/** The claim decided once more with what was ruled; no events when that says the same. */
export const decidedAgain = (
  { household, facts, others, rulings }: Pick<DecideReview, 'household' | 'facts' | 'others' | 'rulings'>,
  claim: KnownClaim,
  households: Households,
  because: DecidedBecause,
): Again | Refusal<ClaimReason | ReviewReason> => {
  const { submitted, content, decision: before } = claim;
  if (!content) return refuse(ClaimReason.contentUnreadable, { claim: submitted.claim });
  if (household === null) return refuse(ReviewReason.notReviewable, { claim: submitted.claim });
  const misruled = rulingsRefused(rulings, content.lines.length);
  if (misruled) return misruled;
  const concluded = adjudicateUnder(
    submitted,
    content,
    coveragesOf({ household, facts }, others, households),
    withRulings(rulingsOn(claim), rulings),
    before?.overdue,
  );
  const excepted = rulings.filter(({ ruling }) => ruling === 'exception').map(({ line }) => line);
  const vain = concluded.trace.lines.find(({ line, status }) => excepted.includes(line) && status !== 'approved');
  if (vain) return refuse(ReviewReason.noException, { line: vain.line }, 'unprocessable');
  const scheme = concluded.amounts.scheme;
  if (before && saysTheSame(before, concluded)) return { claim: [], household: [], scheme };
  const event = adjudicatedEvent(submitted, concluded, { before, because, cause: null });
  const { status, bookings } = concluded;
  const booked = bookedEvents(households, submitted, event.data.decision, status, bookings);
  return { claim: [event], household: booked, scheme };
};

/**
 * @refuses benefits.review.line_unknown     a line the claim has not, or one named twice
 * @refuses benefits.review.amount_misplaced `reduce` says to what; `accept` and `reject` name no amount
 */
const rulingsRefused = (rulings: readonly Ruling[], lines: number): Refusal<ReviewReason> | null => {
  for (const [index, { line, ruling, to }] of rulings.entries()) {
    const twice = rulings.findIndex(other => other.line === line) !== index;
    if (line > lines || twice) return refuse(ReviewReason.lineUnknown, { line }, 'unprocessable');
    const misplaced = ruling === 'reduce' ? to === undefined : ruling !== 'exception' && to !== undefined;
    if (misplaced) return refuse(ReviewReason.amountMisplaced, { line }, 'unprocessable');
  }
  return null;
};

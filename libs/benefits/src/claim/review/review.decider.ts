import { acceptIn, nothingToDo, refuse, seal, unreachable } from '#kernel';
import type { ClaimStreams } from '../claim.decider.js';
import { ClaimReason } from '../claim.reasons.js';
import type { ClaimState, KnownClaim } from '../claim.state.js';
import type { Households } from '../coverage/coverage.types.js';
import { decideAppeal, fileAppeal } from './appeal.decider.js';
import { decidedAgain } from './decided-again.js';
import { recordFeedback } from './feedback.decider.js';
import type { AssignReview, DecideReview, OpenReview, ReviewCommand } from './review.commands.js';
import { ReviewReason } from './review.reasons.js';
import { cannotBeReviewed, openedEvent, type ReviewOutcome, whose } from './review.recording.js';

/** What people ask and rule about a claim that is decided already. */
export const decideOnReview = (command: ReviewCommand, claim: ClaimState, households: Households): ReviewOutcome => {
  if (claim.status === 'none' || claim.submitted.scheme !== command.scheme)
    return refuse(ClaimReason.notFound, undefined, 'notFound');
  switch (command.type) {
    case 'OpenReview':
      return open(command, claim);
    case 'AssignReview':
      return assign(command, claim);
    case 'DecideReview':
      return rule(command, claim, households);
    case 'AppealClaim':
      return fileAppeal(command, claim);
    case 'DecideAppeal':
      return decideAppeal(command, claim, households);
    case 'RecordFeedback':
      return recordFeedback(command, claim);
    default:
      return unreachable(command);
  }
};

/**
 * @refuses benefits.review.not_reviewable nobody's cover was found for it, or it is annulled
 * @refuses benefits.review.already_open   a second person was asked before
 */
const open = (command: OpenReview, claim: KnownClaim): ReviewOutcome => {
  const refused = cannotBeReviewed(claim);
  if (refused) return refused;
  // Whoever looks at it anyway looks at it for the sample too.
  if (claim.review && command.because === 'sampled') return nothingToDo;
  if (claim.review) return refuse(ReviewReason.alreadyOpen, { review: claim.review.review });
  return acceptIn({ claim: [openedEvent(command, claim)] });
};

/** @refuses benefits.review.not_open nothing is to be looked at */
const assign = ({ to, actor, on }: AssignReview, claim: KnownClaim): ReviewOutcome => {
  if (!claim.review) return refuse(ReviewReason.notOpen, { claim: claim.submitted.claim });
  if (claim.review.assignee === to) return nothingToDo;
  return acceptIn({
    claim: [
      {
        type: 'benefits.ReviewAssigned',
        version: 1,
        effectiveAt: on,
        data: { ...whose(claim), review: claim.review.review, to, assignedBy: actor, assignedOn: on },
      },
    ],
  });
};

/**
 * @refuses benefits.review.not_open     nobody asked, or it is decided already
 * @refuses benefits.review.same_person  the claim, or the review, is the reviewer's own
 * @refuses benefits.review.…            as `rulingsRefused` says
 * @refuses benefits.claim.content_unreadable the person's key is destroyed
 */
const rule = (command: DecideReview, claim: KnownClaim, households: Households): ReviewOutcome => {
  if (!claim.review) return refuse(ReviewReason.notOpen, { claim: claim.submitted.claim });
  if ([claim.review.openedBy, command.enteredBy].includes(command.actor))
    return refuse(ReviewReason.samePerson, undefined, 'forbidden');
  const again = decidedAgain(command, claim, households, 'reviewed');
  if ('outcome' in again) return again;
  const { rulings, reason, actor, on } = command;
  const reviewed: ClaimStreams['claim']['event'] = {
    type: 'benefits.ClaimReviewed',
    version: 1,
    effectiveAt: on,
    data: {
      ...whose(claim),
      review: claim.review.review,
      outcome: again.claim.length > 0 ? 'changed' : 'confirmed',
      reviewedBy: actor,
      reviewedOn: on,
      before: claim.decision?.amounts.scheme ?? 0,
      after: again.scheme,
    },
    sealed: {
      rulings: seal(claim.submitted.person, 'medical', rulings),
      reason: seal(claim.submitted.person, 'medical', { text: reason }),
    },
  };
  return acceptIn({ claim: [reviewed, ...again.claim], household: again.household });
};

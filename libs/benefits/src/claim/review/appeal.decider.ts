import { acceptIn, daysBetween, refuse, seal } from '#kernel';
import type { ClaimStreams } from '../claim.decider.js';
import type { KnownClaim } from '../claim.state.js';
import type { Households } from '../coverage/coverage.types.js';
import type { AppealClaim, DecideAppeal } from './review.commands.js';
import { decidedAgain } from './decided-again.js';
import { AppealReason, ReviewReason } from './review.reasons.js';
import { type ReviewOutcome, whose } from './review.recording.js';

/**
 * @refuses benefits.appeal.nothing_to_contest the claim is annulled
 * @refuses benefits.appeal.already_open       an appeal waits for its decision
 * @refuses benefits.appeal.dated_wrong        before the decision, or after today
 * @refuses benefits.appeal.too_late           more than the allowed days after the decision; the last one is inside
 */
export const fileAppeal = (command: AppealClaim, claim: KnownClaim): ReviewOutcome => {
  const { on, decidedOn, recordedOn, appealDays, actor, grounds } = command;
  if (claim.status === 'reversed' || !claim.decision) return refuse(AppealReason.nothingToContest);
  if (claim.appeal?.status === 'open') return refuse(AppealReason.alreadyOpen, { appeal: claim.appeal.appeal });
  if (on < decidedOn || on > recordedOn)
    return refuse(AppealReason.datedWrong, { on, decidedOn, recordedOn }, 'unprocessable');
  const taken = daysBetween(decidedOn, on);
  if (taken > appealDays) return refuse(AppealReason.tooLate, { decidedOn, on, days: taken, limit: appealDays });
  return acceptIn({
    claim: [
      {
        type: 'benefits.ClaimAppealed',
        version: 1,
        effectiveAt: on,
        data: {
          ...whose(claim),
          appeal: (claim.appeal?.appeal ?? 0) + 1,
          decision: claim.decision.decision,
          filedBy: actor,
          filedOn: on,
        },
        sealed: { grounds: seal(claim.submitted.person, 'medical', { text: grounds }) },
      },
    ],
  });
};

/**
 * Another person than who filed it, entered the claim or ruled on it before decides. Accepted, the claim is decided
 * again with what is ruled; the decision contested stays as it was.
 * @refuses benefits.appeal.not_open      there is none, or it is decided
 * @refuses benefits.review.same_person   whoever filed, entered or ruled does not decide
 * @refuses benefits.review.…             as rulings are refused
 */
export const decideAppeal = (command: DecideAppeal, claim: KnownClaim, households: Households): ReviewOutcome => {
  const { outcome, reason, rulings, actor, on, enteredBy } = command;
  if (claim.appeal?.status !== 'open' || claim.status === 'reversed') return refuse(AppealReason.notOpen);
  if ([claim.appeal.filedBy, claim.reviewedBy, enteredBy].includes(actor))
    return refuse(ReviewReason.samePerson, undefined, 'forbidden');
  const decided: ClaimStreams['claim']['event'] = {
    type: 'benefits.AppealDecided',
    version: 1,
    effectiveAt: on,
    data: { ...whose(claim), appeal: claim.appeal.appeal, outcome, decidedBy: actor, decidedOn: on },
    sealed: {
      rulings: seal(claim.submitted.person, 'medical', accepted(outcome, rulings)),
      reason: seal(claim.submitted.person, 'medical', { text: reason }),
    },
  };
  if (outcome === 'rejected') return acceptIn({ claim: [decided] });
  const again = decidedAgain(command, claim, households, 'appealed');
  if ('outcome' in again) return again;
  return acceptIn({ claim: [decided, ...again.claim], household: again.household });
};

/** A rejected appeal rules nothing. */
const accepted = <T>(outcome: DecideAppeal['outcome'], rulings: readonly T[]): readonly T[] =>
  outcome === 'accepted' ? rulings : [];

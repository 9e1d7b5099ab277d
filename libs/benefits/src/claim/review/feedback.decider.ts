import { acceptIn, nothingToDo, refuse, seal } from '#kernel';
import type { ClaimStreams } from '../claim.decider.js';
import type { KnownClaim } from '../claim.state.js';
import type { RecordFeedback } from './review.commands.js';
import { FeedbackReason } from './review.reasons.js';
import { cannotBeReviewed, openedEvent, type ReviewOutcome, whose } from './review.recording.js';

/**
 * Care that the member says did not take place, or for which they paid more than the claim says, goes to a second
 * person. The same word told twice is one.
 * @refuses benefits.feedback.dated_wrong before the care, or after today
 */
export const recordFeedback = (command: RecordFeedback, claim: KnownClaim): ReviewOutcome => {
  const { feedback, careReceived, paid, satisfaction, words, on, recordedOn } = command;
  if (claim.feedback?.includes(feedback)) return nothingToDo;
  const { serviceDate, person } = claim.submitted;
  if (on < serviceDate || on > recordedOn)
    return refuse(FeedbackReason.datedWrong, { on, serviceDate, recordedOn }, 'unprocessable');
  const told: ClaimStreams['claim']['event'] = {
    type: 'benefits.FeedbackRecorded',
    version: 1,
    effectiveAt: on,
    data: { ...whose(claim), feedback, careReceived, paid, satisfaction, toldOn: on },
    sealed: { words: seal(person, 'medical', { text: words }) },
  };
  const overpaid = paid !== null && paid > (claim.decision?.amounts.memberPays ?? 0);
  const doubtful = (!careReceived || overpaid) && !claim.review && !cannotBeReviewed(claim);
  const note = careReceived ? 'paid more than the claim says' : 'care not received';
  const opened = doubtful ? [openedEvent({ because: 'feedback', actor: command.actor, on, note }, claim)] : [];
  return acceptIn({ claim: [told, ...opened] });
};

import { accept, type Decision, nothingToDo, refuse } from '#kernel';
import { nextAttempt } from '../delivery/delivery.types.js';
import type { AskChallenge, NoteChallenge } from './endpoint.commands.js';
import type { ChallengeAsked, EndpointEvent } from './endpoint.events.js';
import { EndpointReason } from './endpoint.reasons.js';
import type { EndpointState } from './endpoint.state.js';

type Decided = Decision<EndpointEvent, EndpointReason>;

/** Due at once, with all its attempts. */
export const challengeAsked = ({ endpoint, on, at }: Pick<AskChallenge, 'endpoint' | 'on' | 'at'>): ChallengeAsked => ({
  type: 'webhooks.ChallengeAsked',
  version: 1,
  effectiveAt: on,
  data: { endpoint, due: at },
});

/** Somebody put their receiver right. One that is due already comes by itself: nobody has us knock the faster. */
export const askChallenge = (command: AskChallenge, { status, challenge }: EndpointState): Decided => {
  const { endpoint, at } = command;
  if (challenge === null) return refuse(EndpointReason.alreadyConfirmed, { endpoint });
  if (status === 'disabled') return refuse(EndpointReason.disabled, { endpoint });
  const comes = challenge.due !== null && Date.parse(challenge.due) <= Date.parse(at);
  return comes ? nothingToDo : accept(challengeAsked(command));
};

/**
 * What came of one attempt. It is repeated as deliveries are, and given up as they are, or at once when the receiver says
 * that it is gone; then somebody has to ask for it.
 */
export const noteChallenge = (command: NoteChallenge, { status, challenge }: EndpointState): Decided => {
  const { endpoint, outcome, answered, jitter, on, at } = command;
  // It was paused, or answered to another process, while this attempt was under way.
  if (challenge === null || status !== 'live') return nothingToDo;
  const dated = { version: 1, effectiveAt: on } as const;
  const { result, status: code } = outcome;
  if (result === 'delivered' && answered)
    return accept({ type: 'webhooks.EndpointConfirmed', ...dated, data: { endpoint, at } });
  const attempt = challenge.attempts + 1;
  const due = result === 'gone' ? null : (nextAttempt(attempt, outcome, at, jitter) ?? null);
  const fault = outcome.fault ?? 'answer';
  return accept({
    type: 'webhooks.ChallengeFailed',
    ...dated,
    data: { endpoint, attempt, status: code, fault, at, due },
  });
};

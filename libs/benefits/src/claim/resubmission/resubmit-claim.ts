import { acceptIn, type JointDecider, type JointStreams, type Refusal, refuse } from '#kernel';
import type { ClaimEvent } from '../claim.events.js';
import { claimFold, type ClaimState } from '../claim.state.js';
import type { SubmittedClaim } from '../claim.types.js';
import type { ClaimResubmitted } from './resubmission.events.js';
import { ResubmissionReason } from './resubmission.reasons.js';

/** The claim that is corrected, beside the streams of the one that takes its place. */
export type EarlierClaim = { readonly earlier: { readonly event: ClaimEvent; readonly state: ClaimState } };

/**
 * A decider of submitted claims, for one that takes another's place: the earlier claim is told in the same append, so
 * that it is answered for only once. How the new claim is decided does not change.
 *
 * @refuses benefits.resubmission.unknown_claim       no such claim of this provider and beneficiary in the scheme
 * @refuses benefits.resubmission.already_resubmitted another claim took its place before
 * @refuses benefits.resubmission.not_refused         every line of it is paid, or waits
 */
export const resubmitting = <Command, Streams extends JointStreams, Reason extends string>(
  inner: JointDecider<Command, Streams, Reason>,
  asked: SubmittedClaim,
): JointDecider<Command, Streams & EarlierClaim, Reason | ResubmissionReason> => {
  const decider = {
    folds: { ...inner.folds, earlier: claimFold },
    decide(command: Command, { earlier, ...own }: { readonly earlier: ClaimState }) {
      const decision = inner.decide(command, own as never);
      // The same claim told again is answered as it stands.
      if (decision.outcome !== 'accepted') return decision;
      const refused = cannotTakePlaceOf(earlier, asked);
      if (refused) return refused;
      return acceptIn({ ...decision.events, earlier: [resubmitted(asked, earlier)] });
    },
  };
  return decider as unknown as JointDecider<Command, Streams & EarlierClaim, Reason | ResubmissionReason>;
};

const cannotTakePlaceOf = (earlier: ClaimState, asked: SubmittedClaim): Refusal<ResubmissionReason> | null => {
  const own =
    earlier.status !== 'none' &&
    earlier.submitted.scheme === asked.scheme &&
    earlier.submitted.provider === asked.provider &&
    earlier.submitted.person === asked.person;
  if (!own) return refuse(ResubmissionReason.unknownClaim, undefined, 'notFound');
  if (earlier.resubmittedAs !== undefined)
    return refuse(ResubmissionReason.alreadyResubmitted, { by: earlier.resubmittedAs });
  if (!isRefused(earlier)) return refuse(ResubmissionReason.notRefused, { claim: earlier.submitted.claim });
  return null;
};

/** Annulled, refused whole, or with a line that is refused. */
const isRefused = (claim: Exclude<ClaimState, { status: 'none' }>): boolean =>
  claim.status === 'reversed' ||
  claim.decision?.status === 'rejected' ||
  (claim.decision?.trace?.lines ?? []).some(({ status }) => status === 'rejected');

const resubmitted = ({ claim: by, scheme, provider, person, receivedOn }: SubmittedClaim, earlier: ClaimState) => {
  const claim = earlier.status === 'none' ? '' : earlier.submitted.claim;
  const data = { claim, scheme, provider, person, by };
  return { type: 'benefits.ClaimResubmitted', version: 1, effectiveAt: receivedOn, data } satisfies ClaimResubmitted;
};

import { acceptIn, type JointDecider, refuse } from '#kernel';
import type { BeneficiaryEvent } from '../beneficiary/beneficiary.events.js';
import { beneficiaryFold, type BeneficiaryState, householdIn } from '../beneficiary/beneficiary.state.js';
import { householdFold } from '../household/household.state.js';
import { uponSubmission } from './amendment/amendment.state.js';
import { adjudicate } from './adjudicate.js';
import type { SubmitClaim } from './claim.commands.js';
import { answerAgain } from './claim.decider.js';
import type { ClaimEvent } from './claim.events.js';
import { ClaimReason } from './claim.reasons.js';
import { adjudicatedEvent, submittedEvent } from './claim.recording.js';
import { claimFold, type ClaimState } from './claim.state.js';

export type StrangerStreams = {
  readonly claim: { readonly event: ClaimEvent; readonly state: ClaimState };
  readonly beneficiary: { readonly event: BeneficiaryEvent; readonly state: BeneficiaryState };
};

/**
 * A claim for someone no cover is known for in this scheme: rejected for now, and remembered beside the person, so
 * that it is decided again the day cover is noted.
 *
 * @refuses benefits.claim.already_submitted   the claim's id was used for another claim
 * @refuses benefits.claim.beneficiary_changed cover was noted at this very moment: ask again
 */
export const strangerClaimDecider: JointDecider<SubmitClaim, StrangerStreams, ClaimReason> = {
  folds: { claim: claimFold, beneficiary: beneficiaryFold },

  decide({ claim: asked, content, facts }, { claim, beneficiary }) {
    if (claim.status !== 'none') return answerAgain(claim, asked, content);
    if (householdIn(beneficiary, asked.scheme) !== null)
      return refuse(ClaimReason.beneficiaryChanged, { claim: asked.claim });
    const concluded = adjudicate(asked, content, householdFold.initialState, facts);
    const circumstances = { before: null, because: 'submitted', cause: null } as const;
    return acceptIn({
      claim: [
        submittedEvent(asked, content),
        adjudicatedEvent(asked, concluded, circumstances),
        ...uponSubmission(claim, asked),
      ],
      beneficiary: [awaited(asked)],
    });
  },
};

const awaited = ({ person, scheme, claim, recordedAt, serviceDate }: SubmitClaim['claim']): BeneficiaryEvent => ({
  type: 'benefits.ClaimAwaited',
  version: 1,
  effectiveAt: serviceDate,
  data: { person, scheme, claim, recordedAt },
});

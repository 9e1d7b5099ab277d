import { acceptIn, type JointDecider, nothingToDo, refuse, seal } from '#kernel';
import type { AttestSession } from './household.commands.js';
import { EvidenceReason } from './household.reasons.js';
import { householdFold } from './household.state.js';
import { type HouseholdStream, type OtherHouseholds, othersIn } from './other-households.state.js';
import { toldTo } from './moved/moved.state.js';
import { affectedByEvidence } from './reconsider.state.js';

export type AttestSessionStreams = {
  readonly household: HouseholdStream;
} & OtherHouseholds;

/**
 * Records that an antenatal session took place. The day it was held decides, whenever it is recorded; claims refused
 * for want of it are decided again. Two attestations of one day are one session.
 *
 * @refuses benefits.evidence.unknown_beneficiary nobody knows the person in this scheme
 * @refuses benefits.evidence.held_in_future      the session is after the day it is recorded
 * @refuses benefits.evidence.attestation_reused  the attestation's id speaks of another session
 */
export const attestSessionDecider: JointDecider<AttestSession, AttestSessionStreams, EvidenceReason> = {
  folds: { household: householdFold },

  decide({ attestation, household: id, person, provider, act, heldOn, recordedOn, key }, { household, ...others }) {
    if (!household.cover.has(person)) return refuse(EvidenceReason.unknownBeneficiary, { person }, 'notFound');
    if (heldOn > recordedOn) return refuse(EvidenceReason.heldInFuture, { heldOn, recordedOn }, 'unprocessable');
    const earlier = household.sessions.find(session => session.attestation === attestation);
    if (earlier) {
      const same = earlier.person === person && earlier.key === key && earlier.heldOn === heldOn;
      return same ? nothingToDo : refuse(EvidenceReason.attestationReused, { attestation });
    }
    const reconsider = affectedByEvidence([household, ...othersIn(others)], person, heldOn, {
      gained: [key],
      lost: [],
    });
    return acceptIn({
      household: [
        {
          type: 'benefits.SessionAttested',
          version: 1,
          effectiveAt: heldOn,
          data: {
            ...{ attestation, household: id, person, provider, heldOn, key, reconsider },
            ...toldTo(household, person, heldOn),
          },
          sealed: { session: seal(person, 'medical', { act }) },
        },
      ],
    });
  },
};

/** Why evidence is turned away, by precedence. A code may be added, never renamed or reused. */
export const EvidenceReason = {
  /** Bénéficiaire inconnu dans cette mutuelle / Nobody knows the person in this scheme. */
  unknownBeneficiary: 'benefits.evidence.unknown_beneficiary',
  /** Séance à venir / The session is after the day it is recorded. */
  heldInFuture: 'benefits.evidence.held_in_future',
  /** Ce numéro atteste une autre séance / The id attests another session. */
  attestationReused: 'benefits.evidence.attestation_reused',
} as const;
export type EvidenceReason = (typeof EvidenceReason)[keyof typeof EvidenceReason];

/** Why evidence is turned away, by precedence. A code may be added, never renamed or reused. */
export const EvidenceReason = {
  unknownBeneficiary: 'benefits.evidence.unknown_beneficiary',
  heldInFuture: 'benefits.evidence.held_in_future',
  attestationReused: 'benefits.evidence.attestation_reused',
} as const;
export type EvidenceReason = (typeof EvidenceReason)[keyof typeof EvidenceReason];

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

/** Why a command on a guarantee letter is turned away, by precedence. A code may be added, never renamed or reused. */
export const LetterReason = {
  /** Ce numéro de lettre désigne une autre lettre / The id was used for another letter. */
  alreadyIssued: 'benefits.letter.already_issued',
  /** Dernier jour antérieur à l’émission / Its last day is before it is issued. */
  endsBeforeIssue: 'benefits.letter.ends_before_issue',
  /** La personne n’est pas couverte ce jour / The person has no rights on that day. */
  notCovered: 'benefits.letter.not_covered',
  /** L’acte n’est pas dans le paquet / The package in force has no such act. */
  actNotCovered: 'benefits.letter.act_not_covered',
  /** Lettre inconnue / No such letter. */
  notFound: 'benefits.letter.not_found',
  /** Une facture s’appuie sur cette lettre / A claim draws on it. */
  used: 'benefits.letter.used',
} as const;
export type LetterReason = (typeof LetterReason)[keyof typeof LetterReason];

/** Why what is said of a person is turned away, by precedence. A code may be added, never renamed or reused. */
export const PersonReason = {
  /** Personne inconnue dans cette mutuelle / Nobody knows the person in this scheme. */
  unknown: 'benefits.person.unknown',
  /** Naissance postérieure à ce jour / The birth is after the day it is told. */
  bornInFuture: 'benefits.person.born_in_future',
} as const;
export type PersonReason = (typeof PersonReason)[keyof typeof PersonReason];

/** Why a claim cannot take another's place, by precedence. A code may be added, never renamed or reused. */
export const ResubmissionReason = {
  /** Facture d’origine inconnue pour ce prestataire et ce bénéficiaire / No such claim of this provider and person. */
  unknownClaim: 'benefits.resubmission.unknown_claim',
  /** Déjà représentée : corrigez la dernière / It was sent again before: correct that one. */
  alreadyResubmitted: 'benefits.resubmission.already_resubmitted',
  /** Rien n’y est refusé / Nothing of it is refused, and it is not annulled. */
  notRefused: 'benefits.resubmission.not_refused',
} as const;
export type ResubmissionReason = (typeof ResubmissionReason)[keyof typeof ResubmissionReason];

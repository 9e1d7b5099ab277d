/** Why a command on education savings is turned away, by precedence. A code may be added, never renamed or reused. */
export const EducationReason = {
  /** Compte inconnu / No such account. */
  unknown: 'subsidies.education.unknown',
  /** Compte ouvert à d'autres conditions / The account is open on other terms. */
  alreadyOpen: 'subsidies.education.already_open',
  /** Référence saisie pour un autre dépôt / The reference stands for another deposit. */
  depositUsed: 'subsidies.education.deposit_used',
  /** Année scolaire déjà justifiée par une autre pièce / Another paper proves the year. */
  provedAlready: 'subsidies.education.proved_already',
  /** Référence saisie pour un autre paiement / The reference stands for another payment. */
  paymentUsed: 'subsidies.education.payment_used',
  /** Pas de justificatif de l'école / The school's proof is missing. */
  proofMissing: 'subsidies.education.proof_missing',
  /** Plus que le solde / More than there is. */
  aboveBalance: 'subsidies.education.above_balance',
} as const;
export type EducationReason = (typeof EducationReason)[keyof typeof EducationReason];

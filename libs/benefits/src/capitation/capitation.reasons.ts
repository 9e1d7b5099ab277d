/** Why a month's capitation is turned away. A code may be added, never renamed or reused. */
export const CapitationReason = {
  /** Pas de convention au forfait ce mois-là / No contract by the head on the first day of the month. */
  notAgreed: 'benefits.capitation.not_agreed',
  /** Le mois n'est pas fini / The month is not over. */
  monthNotOver: 'benefits.capitation.month_not_over',
} as const;
export type CapitationReason = (typeof CapitationReason)[keyof typeof CapitationReason];

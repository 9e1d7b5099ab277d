/** Why a command on an award is turned away, by precedence. A code may be added, never renamed or reused. */
export const AwardReason = {
  /** Aide inconnue / No such award. */
  unknown: 'subsidies.award.unknown',
  /** Numéro employé pour une autre aide / The number stands for another award. */
  numberUsed: 'subsidies.award.number_used',
  /** Il faut un ménage, sauf pour la prime du fonds de garantie / A household is needed, except for the guarantee premium. */
  forWhom: 'subsidies.award.for_whom',
} as const;
export type AwardReason = (typeof AwardReason)[keyof typeof AwardReason];

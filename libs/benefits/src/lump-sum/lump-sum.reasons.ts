/** Why a request for a lump sum is turned away, by precedence. A code may be added, never renamed or reused. */
export const LumpSumReason = {
  /** Personne inconnue / Nobody knows the person in this scheme. */
  unknownPerson: 'benefits.lump_sum.unknown_person',
  /** Numéro employé pour une autre demande / The id stands for another request. */
  requestUsed: 'benefits.lump_sum.request_used',
  /** Le paquet ne promet pas cette somme / The package promises no such sum. */
  notPromised: 'benefits.lump_sum.not_promised',
  /** Daté d'un jour à venir / Dated in the future. */
  datedWrong: 'benefits.lump_sum.dated_wrong',
  /** Âge inconnu : le montant en dépend / The age is not known, and the sum depends on it. */
  ageUnknown: 'benefits.lump_sum.age_unknown',
} as const;
export type LumpSumReason = (typeof LumpSumReason)[keyof typeof LumpSumReason];

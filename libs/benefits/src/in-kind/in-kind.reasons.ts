/** Why things are not handed over, by precedence. A code may be added, never renamed or reused. */
export const InKindReason = {
  /** Bon de livraison saisi autrement / The delivery note was entered otherwise. */
  referenceUsed: 'benefits.in_kind.reference_used',
  /** Personne inconnue / Nobody knows the person in this scheme. */
  unknownPerson: 'benefits.in_kind.unknown_person',
  /** Numéro de remise employé autrement / The hand-over's id stands for another. */
  handoverUsed: 'benefits.in_kind.handover_used',
  /** Daté d'un jour à venir / Dated in the future. */
  datedWrong: 'benefits.in_kind.dated_wrong',
  /** Non couvert ce jour-là / Not covered on the day. */
  notCovered: 'benefits.in_kind.not_covered',
  /** Le paquet ne prévoit pas cet article / The package gives no such thing. */
  notPromised: 'benefits.in_kind.not_promised',
  /** Réservé à d'autres âges ou à l'autre sexe / For other ages, or the other sex. */
  notForThem: 'benefits.in_kind.not_for_them',
  /** Quota atteint / The quota is reached. */
  quotaReached: 'benefits.in_kind.quota_reached',
  /** Rupture de stock / The place has none left. */
  outOfStock: 'benefits.in_kind.out_of_stock',
} as const;
export type InKindReason = (typeof InKindReason)[keyof typeof InKindReason];

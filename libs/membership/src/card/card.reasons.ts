/** Why a card is not revoked. A code may be added, never renamed or reused. */
export const CardReason = {
  /** Personne inconnue dans cette mutuelle / No such person in this scheme. */
  holderUnknown: 'membership.card.holder_unknown',
  /** Datée d'un jour à venir / Dated on a day to come. */
  datedInFuture: 'membership.card.dated_in_future',
} as const;
export type CardReason = (typeof CardReason)[keyof typeof CardReason];

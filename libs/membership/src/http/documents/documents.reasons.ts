/** Why a paper or a card is turned away. A code may be added, never renamed or reused. */
export const DocumentReason = {
  /** Code illisible, altéré ou d'une autre mutuelle / Not a code of this scheme, or altered. */
  cardNotOurs: 'membership.card.not_ours',
  /** Carte annulée : perdue, volée ou remplacée / The card was revoked. */
  cardRevoked: 'membership.card.revoked',
} as const;
export type DocumentReason = (typeof DocumentReason)[keyof typeof DocumentReason];

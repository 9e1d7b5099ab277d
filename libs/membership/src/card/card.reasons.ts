/** Why something about a card is turned away. A code may be added, never renamed or reused. */
export const CardReason = {
  /** Code illisible, altéré ou d'une autre mutuelle / Not a code of this scheme, or altered. */
  notOurs: 'membership.card.not_ours',
  /** Carte annulée : une autre la remplace ou va la remplacer / The card was revoked: another replaces it, or will. */
  revoked: 'membership.card.revoked',
  /** Aucune carte ne porte encore ce numéro / No card has that number yet. */
  neverIssued: 'membership.card.never_issued',
  /** Cette personne n'est pas de ce ménage / Not a person of this household. */
  holderUnknown: 'membership.card.holder_unknown',
  /** Date à venir / The paper bears a day that has not come. */
  datedInFuture: 'membership.card.dated_in_future',
  /** Aucune photo / There is no photograph. */
  noPhoto: 'membership.card.no_photo',
  /** Ni JPEG, ni PNG, ni WebP lisible / Not a readable JPEG, PNG or WebP picture. */
  photoUnreadable: 'membership.card.photo_unreadable',
  /** Photo trop petite : 120 points de large au moins / The picture is too small: at least 120 pixels wide and high. */
  photoTooSmall: 'membership.card.photo_too_small',
} as const;
export type CardReason = (typeof CardReason)[keyof typeof CardReason];

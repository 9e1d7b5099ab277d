/** Why a command on a claim is turned away, by precedence. A code may be added, never renamed or reused. */
export const ClaimReason = {
  /** Ce numéro de facture désigne une autre facture / The id was used for another claim. */
  alreadySubmitted: 'benefits.claim.already_submitted',
  /** Facture inconnue dans cette mutuelle / No such claim in this scheme. */
  notFound: 'benefits.claim.not_found',
  /** Facture rejetée : rien à annuler / It was rejected: nothing was promised. */
  nothingToReverse: 'benefits.claim.nothing_to_reverse',
  /** Annulation antérieure au dépôt / The reversal bears an earlier day than the filing. */
  reversedBeforeReceived: 'benefits.claim.reversed_before_received',
  /** Clé de la personne détruite : la décision reste / The person's key is destroyed: the decision stays. */
  contentUnreadable: 'benefits.claim.content_unreadable',
  /** Someone noted the person's cover at the same moment: the claim is to be asked for again. */
  beneficiaryChanged: 'benefits.claim.beneficiary_changed',
} as const;
export type ClaimReason = (typeof ClaimReason)[keyof typeof ClaimReason];

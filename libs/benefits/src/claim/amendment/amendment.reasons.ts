/** Why an amendment is not taken, by precedence. A code may be added, never renamed or reused. */
export const AmendmentReason = {
  /** The claim came at this very moment: it is amended as any other. */
  claimIsKnown: 'benefits.amendment.claim_is_known',
  /** Une autre modification attend déjà cette facture / Another amendment waits for this claim already. */
  anotherWaits: 'benefits.amendment.another_waits',
  /** Facture d’un autre prestataire ou d’un autre bénéficiaire / The claim is another provider’s, or another person’s. */
  otherClaim: 'benefits.amendment.other_claim',
} as const;
export type AmendmentReason = (typeof AmendmentReason)[keyof typeof AmendmentReason];

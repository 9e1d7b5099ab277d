/** Why a command on a claim is turned away, by precedence. A code may be added, never renamed or reused. */
export const ClaimReason = {
  alreadySubmitted: 'benefits.claim.already_submitted',
  notFound: 'benefits.claim.not_found',
  nothingToReverse: 'benefits.claim.nothing_to_reverse',
  reversedBeforeReceived: 'benefits.claim.reversed_before_received',
  contentUnreadable: 'benefits.claim.content_unreadable',
  /** Someone noted the person's cover at the same moment: the claim is to be asked for again. */
  beneficiaryChanged: 'benefits.claim.beneficiary_changed',
} as const;
export type ClaimReason = (typeof ClaimReason)[keyof typeof ClaimReason];

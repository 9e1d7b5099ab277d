/** Why no payment file is made. Codes may be added, never renamed or reused. */
export const PaymentReason = {
  /** Compte à payer ou à débiter inconnu / The account to pay, or to pay from, is not registered. */
  accountMissing: 'benefits.payment.account_missing',
} as const;
export type PaymentReason = (typeof PaymentReason)[keyof typeof PaymentReason];

/** Why a remittance is not issued, by precedence. A code may be added, never renamed or reused. */
export const RemittanceReason = {
  alreadyIssued: 'benefits.remittance.already_issued',
  upToInFuture: 'benefits.remittance.up_to_in_future',
  nothingDue: 'benefits.remittance.nothing_due',
  mixedCurrencies: 'benefits.remittance.mixed_currencies',
} as const;
export type RemittanceReason = (typeof RemittanceReason)[keyof typeof RemittanceReason];

/** Why a remittance is not issued, by precedence. A code may be added, never renamed or reused. */
export const RemittanceReason = {
  /** Bordereau émis avec d'autres données / Issued before for another provider or day. */
  alreadyIssued: 'benefits.remittance.already_issued',
  /** Arrêté à un jour à venir / It would count days that have not come. */
  upToInFuture: 'benefits.remittance.up_to_in_future',
  /** Rien à payer ni à corriger / There is nothing to pay or correct. */
  nothingDue: 'benefits.remittance.nothing_due',
  /** Plusieurs monnaies / What is due is in more than one currency. */
  mixedCurrencies: 'benefits.remittance.mixed_currencies',
} as const;
export type RemittanceReason = (typeof RemittanceReason)[keyof typeof RemittanceReason];

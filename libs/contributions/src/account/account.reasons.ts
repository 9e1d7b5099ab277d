/** Why a command on an account or a receipt is turned away, by precedence. A code may be added, never renamed or reused. */
export const AccountReason = {
  unknown: 'contributions.account.unknown',
  numberTaken: 'contributions.receipt.number_taken',
  receiptUnknown: 'contributions.receipt.unknown',
  datedInFuture: 'contributions.receipt.dated_in_future',
  backdatedTooFar: 'contributions.receipt.backdated_too_far',
  voidedBeforeReceived: 'contributions.receipt.voided_before_received',
  noPlanInForce: 'contributions.account.no_plan_in_force',
} as const;
export type AccountReason = (typeof AccountReason)[keyof typeof AccountReason];

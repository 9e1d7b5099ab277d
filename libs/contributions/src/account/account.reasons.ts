/** Why a command on an account or a receipt is turned away, by precedence. A code may be added, never renamed or reused. */
export const AccountReason = {
  /** Aucune cotisation n'a été appelée pour ce ménage ici / No dues were ever raised for this household here. */
  unknown: 'contributions.account.unknown',
  /** Numéro de reçu déjà utilisé / The number was used for another receipt. */
  numberTaken: 'contributions.receipt.number_taken',
  /** Ce ménage n'a pas ce reçu / This household has no such receipt. */
  receiptUnknown: 'contributions.receipt.unknown',
  /** Date à venir / The paper bears a day that has not come. */
  datedInFuture: 'contributions.receipt.dated_in_future',
  /** Saisi trop tard pour une seule personne : une deuxième doit approuver / Entered too late for one person alone: a second one has to approve. */
  backdatedTooFar: 'contributions.receipt.backdated_too_far',
  /** Annulé avant d'avoir été reçu / Voided before it was received. */
  voidedBeforeReceived: 'contributions.receipt.voided_before_received',
  /** Le produit n'a pas encore de plan de cotisation / The product has no contribution plan yet. */
  noPlanInForce: 'contributions.account.no_plan_in_force',
} as const;
export type AccountReason = (typeof AccountReason)[keyof typeof AccountReason];

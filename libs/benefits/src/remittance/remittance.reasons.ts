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
  /** Bordereau inconnu dans cette mutuelle / No such remittance in this scheme. */
  notFound: 'benefits.remittance.not_found',
  /** Une autre personne que celle qui l’a préparé doit approuver / Another person than the preparer must approve. */
  samePerson: 'benefits.remittance.same_person',
  /** Bordereau pas encore approuvé / It is not approved yet. */
  notApproved: 'benefits.remittance.not_approved',
  /** Bordereau déjà approuvé / It is approved already. */
  alreadyApproved: 'benefits.remittance.already_approved',
  /** Bordereau rejeté / It was rejected. */
  rejected: 'benefits.remittance.rejected',
  /** Un bordereau plus récent en dépend / A later remittance rests on it. */
  notLatest: 'benefits.remittance.not_latest',
  /** Rien à verser : le solde est reporté / Nothing is paid: the balance is carried on. */
  nothingToPay: 'benefits.remittance.nothing_to_pay',
  /** Payé avant l’approbation ou à un jour à venir / Paid before its approval, or in the future. */
  paidOnWrong: 'benefits.remittance.paid_on_wrong',
  /** Déjà payé sous une autre référence / Paid before under another reference. */
  alreadyPaid: 'benefits.remittance.already_paid',
} as const;
export type RemittanceReason = (typeof RemittanceReason)[keyof typeof RemittanceReason];

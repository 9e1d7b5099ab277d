/** Why a payment is turned away, by precedence. A code may be added, never renamed or reused. */
export const PaymentReason = {
  /** Cette mutuelle n'a pas de compte chez un opérateur / The scheme has no account at an operator. */
  noOperator: 'contributions.payment.no_operator',
  /** Ce ménage n'a pas ce paiement / This household has no such payment. */
  unknown: 'contributions.payment.unknown',
  /** Ce nom sert à un autre paiement du ménage / The household has another payment of that name. */
  taken: 'contributions.payment.taken',
  /** Un paiement du ménage est en cours : on ne le demande pas deux fois / A payment of the household is under way: it is not asked for twice. */
  underWay: 'contributions.payment.under_way',
  /** L'opérateur dit un autre montant que celui demandé / The operator says another sum than was asked for. */
  sumDiffers: 'contributions.payment.sum_differs',
  /** Seul un paiement en cours se laisse abandonner / Only a payment under way can be given up. */
  notUnderWay: 'contributions.payment.not_under_way',
  /** Comparer d'abord le relevé du lendemain : l'argent a pu partir / Compare the statement of the day after first: the money may have moved. */
  statementFirst: 'contributions.payment.statement_first',
  /** Seul un paiement porté au compte du ménage s'annule / Only a payment booked for the household can be reversed. */
  notBooked: 'contributions.payment.not_booked',
  /** Date avant l'encaissement, ou à venir / Before it was booked, or a day that has not come. */
  wrongDay: 'contributions.payment.wrong_day',
  /** Une deuxième personne doit approuver / A second person has to approve. */
  secondPerson: 'contributions.payment.second_person',
} as const;
export type PaymentReason = (typeof PaymentReason)[keyof typeof PaymentReason];

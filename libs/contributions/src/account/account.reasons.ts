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
  /** Ce reçu n'est pas d'espèces : c'est le paiement, ou l'affectation, qui s'annule / It was not cash: undo the payment, or what it was assigned to. */
  notCash: 'contributions.receipt.not_cash',
  /** Une partie de ce reçu a été remboursée : il ne s'annule plus / Part of this receipt was given back: it can no longer be void. */
  receiptRefunded: 'contributions.receipt.refunded',
  /** Une partie de ce reçu a suivi une personne dans une autre mutuelle : il ne s'annule plus / Part of this receipt went to another scheme with somebody who moved: it can no longer be void. */
  receiptCarriedOut: 'contributions.receipt.carried_out',
  /** Ce numéro est d'un carnet remis à quelqu'un d'autre / The number is of a booklet that somebody else holds. */
  bookletOfAnother: 'contributions.receipt.booklet_of_another',
  /** Ce carnet est déjà rendu / The booklet of this number has been returned. */
  bookletReturned: 'contributions.receipt.booklet_returned',
  /** La caisse n'est pas ouverte / The till is not open. */
  tillNotOpen: 'contributions.receipt.till_not_open',
  /** La date n'est pas un jour où la caisse était ouverte, après son dernier mouvement / The till takes nothing for a day before its last movement. */
  tillWrongDay: 'contributions.receipt.till_wrong_day',
  /** La caisse est tenue dans une autre monnaie / The till is kept in another currency. */
  tillCurrency: 'contributions.receipt.till_currency',
  /** Le maximum en caisse serait dépassé : verser d'abord à la banque / More cash than may lie in the till: deposit first. */
  tillFull: 'contributions.receipt.till_full',
  /** Pas assez en caisse / Not enough cash in the till. */
  tillShort: 'contributions.receipt.till_short',
  /** Numéro de bon déjà utilisé pour un autre remboursement / The voucher's number was used for another refund. */
  refundTaken: 'contributions.refund.number_taken',
  /** Plus que l'avoir du ménage / More than the household's credit. */
  aboveCredit: 'contributions.refund.above_credit',
  /** Date à venir, ou avant le reçu dont vient l'avoir / A day that has not come, or before the receipt the credit is of. */
  refundDay: 'contributions.refund.wrong_day',
  /** Une deuxième personne doit approuver / A second person has to approve. */
  secondPerson: 'contributions.account.second_person',
  /** Rien d'ouvert à remettre pour cette période, ou moins que cela / Nothing, or less, is open of that term to be let off. */
  nothingToWaive: 'contributions.waiver.above_outstanding',
  /** Décidé à une date à venir / Decided on a day that has not come. */
  waiverDay: 'contributions.waiver.wrong_day',
  /** Le ménage est tenu dans une autre monnaie que ce qui vient avec la personne / The household is kept in another currency than what comes along. */
  transferCurrency: 'contributions.transfer.currency_differs',
  /** Qui a adhéré ce ménage n'encaisse pas ses cotisations / Whoever enrolled this household does not collect its contributions. */
  sameHand: 'contributions.receipt.same_hand',
  /** Le produit n'a pas encore de plan de cotisation / The product has no contribution plan yet. */
  noPlanInForce: 'contributions.account.no_plan_in_force',
} as const;
export type AccountReason = (typeof AccountReason)[keyof typeof AccountReason];

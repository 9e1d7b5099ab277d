/** Why a statement or what is in suspense is turned away, by precedence. A code may be added, never renamed or reused. */
export const WalletReason = {
  /** Le relevé d'une journée se compare une fois la journée finie / A day's statement is compared once the day is over. */
  dayNotOver: 'contributions.statement.day_not_over',
  /** L'opérateur n'a pas donné le relevé : l'envoyer avec la demande / The operator gave no statement: send it with the request. */
  unavailable: 'contributions.statement.unavailable',
  /** Deux lignes du relevé portent la même référence / Two lines of the statement bear the same reference. */
  lineTwice: 'contributions.statement.line_twice',
  /** Rien de tel en attente / Nothing of the kind is in suspense. */
  unknown: 'contributions.suspense.unknown',
  /** Déjà affecté ou rendu / Assigned or sent back already. */
  notOpen: 'contributions.suspense.not_open',
  /** Pas affecté : rien à rouvrir / Not assigned: nothing to open again. */
  notAssigned: 'contributions.suspense.not_assigned',
  /** Date avant l'arrivée de l'argent, ou à venir / Before the money came, or a day that has not come. */
  wrongDay: 'contributions.suspense.wrong_day',
  /** Le compte de ce ménage est tenu dans une autre monnaie / That household's account is kept in another currency. */
  currencyDiffers: 'contributions.suspense.currency_differs',
  /** Ce paiement ne manque pas / That payment is not missing. */
  notMissing: 'contributions.statement.not_missing',
  /** Une deuxième personne doit approuver / A second person has to approve. */
  secondPerson: 'contributions.suspense.second_person',
} as const;
export type WalletReason = (typeof WalletReason)[keyof typeof WalletReason];

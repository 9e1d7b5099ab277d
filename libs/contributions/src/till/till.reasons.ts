/** Why a movement of cash is turned away, by precedence. A code may be added, never renamed or reused. */
export const TillReason = {
  /** Cette caisse n'existe pas ici / There is no such till here. */
  unknown: 'contributions.till.unknown',
  /** La caisse est déjà ouverte / The till is open already. */
  alreadyOpen: 'contributions.till.already_open',
  /** La caisse n'est pas ouverte / The till is not open. */
  notOpen: 'contributions.till.not_open',
  /** La date est avant la dernière opération de la caisse, ou à venir / The day is before the till's last movement, or has not come. */
  wrongDay: 'contributions.till.wrong_day',
  /** La caisse est tenue dans une autre monnaie / The till is kept in another currency. */
  currencyDiffers: 'contributions.till.currency_differs',
  /** Le fonds de caisse est en dessous de ce que la dernière session a laissé / It starts with less than the last session left. */
  floatBelowLeft: 'contributions.till.float_below_left',
  /** Le maximum en caisse serait dépassé : verser d'abord à la banque / More cash than may lie there: deposit first. */
  aboveMaximum: 'contributions.till.above_maximum',
  /** Plus que ce qui est en caisse / More than there is in the till. */
  notEnoughCash: 'contributions.till.not_enough_cash',
  /** Numéro de bordereau déjà utilisé / The slip's number was used for another deposit. */
  slipTaken: 'contributions.till.slip_taken',
  /** Compter la caisse d'abord, après le dernier mouvement / Count first, after the last movement. */
  notCounted: 'contributions.till.not_counted',
  /** Qui tient la caisse, ou la ferme, n'approuve pas son comptage / Whoever holds the till, or closes it, does not approve its count. */
  ownCount: 'contributions.till.own_count',
} as const;
export type TillReason = (typeof TillReason)[keyof typeof TillReason];

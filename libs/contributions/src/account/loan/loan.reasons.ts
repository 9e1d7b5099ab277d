/** Why a command on a loan is turned away, by precedence. A code may be added, never renamed or reused. */
export const LoanReason = {
  /** Ce ménage n'a pas ce prêt / This household has no such loan. */
  unknown: 'contributions.loan.unknown',
  /** Numéro de prêt, ou de remboursement, déjà utilisé pour un autre / The number was used for another loan, or repayment. */
  taken: 'contributions.loan.number_taken',
  /** Le coût n'est pas dit en entier : les échéances font plus, ou moins, que le capital et le coût / The cost is not told whole: instalments come to more, or less, than principal and cost. */
  costHidden: 'contributions.loan.cost_hidden',
  /** Les échéances se suivent, après le jour de l'accord / Instalments follow one another, after the day of the agreement. */
  instalmentsUnfit: 'contributions.loan.instalments_unfit',
  /** Un prêt ne paie que ce que le ménage doit / A loan pays no more than the household owes. */
  aboveOutstanding: 'contributions.loan.above_outstanding',
  /** Un autre prêt de ce ménage n'est pas remboursé / Another loan of this household is not repaid. */
  another: 'contributions.loan.another_open',
  /** Le prêt n'en est pas là / The loan does not stand there. */
  notThere: 'contributions.loan.not_there',
  /** Plus que ce qui reste à rembourser / More than is left to be repaid. */
  aboveLeft: 'contributions.loan.above_left',
  /** En retard seulement : le délai convenu court encore / Only late: the days agreed on are not over. */
  onlyLate: 'contributions.loan.only_late',
  /** Date à venir, ou avant ce qui précède / A day that has not come, or before what comes first. */
  wrongDay: 'contributions.loan.wrong_day',
  /** Une deuxième personne doit approuver / A second person has to approve. */
  secondPerson: 'contributions.loan.second_person',
} as const;
export type LoanReason = (typeof LoanReason)[keyof typeof LoanReason];

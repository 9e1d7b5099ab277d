/** Why a publication is turned away, by precedence. A code may be added, never renamed or reused. */
export const PlanReason = {
  /** La subvention dépasse la cotisation / A fund would carry more than there is to carry. */
  subsidyAboveContribution: 'contributions.plan.subsidy_above_contribution',
  /** Solde dû après la fin de la période / The balance would be due once the term is over. */
  balanceDueAfterTerm: 'contributions.plan.balance_due_after_term',
  /** Un calendrier remplace le solde unique / A schedule takes the place of the one balance. */
  scheduleAndBalance: 'contributions.plan.schedule_and_balance',
  /** Le calendrier ne tient pas dans la période, ou ne va pas jusqu'au tout / The schedule does not fit the term, or does not rise to the whole. */
  scheduleUnfit: 'contributions.plan.schedule_unfit',
  /** Version publiée avec d'autres montants / That version was published with other figures. */
  versionTaken: 'contributions.plan.version_taken',
  /** Une autre version prend effet ce jour / Another version takes effect on the same day. */
  effectiveDateTaken: 'contributions.plan.effective_date_taken',
  /** Le produit est tenu dans une autre monnaie / The product's accounts are kept in another currency. */
  currencyChanged: 'contributions.plan.currency_changed',
} as const;
export type PlanReason = (typeof PlanReason)[keyof typeof PlanReason];

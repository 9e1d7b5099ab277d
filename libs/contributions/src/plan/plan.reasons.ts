/** Why a publication is turned away, by precedence. A code may be added, never renamed or reused. */
export const PlanReason = {
  subsidyAboveContribution: 'contributions.plan.subsidy_above_contribution',
  balanceDueAfterTerm: 'contributions.plan.balance_due_after_term',
  versionTaken: 'contributions.plan.version_taken',
  effectiveDateTaken: 'contributions.plan.effective_date_taken',
  currencyChanged: 'contributions.plan.currency_changed',
} as const;
export type PlanReason = (typeof PlanReason)[keyof typeof PlanReason];

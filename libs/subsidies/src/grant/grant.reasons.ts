/** Why a command on a grant is turned away, by precedence. A code may be added, never renamed or reused. */
export const GrantReason = {
  /** Don inconnu / No such grant. */
  unknown: 'subsidies.grant.unknown',
  /** Bailleur non enregistré / The funder is not registered. */
  funderUnknown: 'subsidies.grant.funder_unknown',
  /** Don signé à d'autres conditions / The grant was signed on other terms. */
  alreadySigned: 'subsidies.grant.already_signed',
  /** La période finit avant de commencer / The period ends before it begins. */
  periodReversed: 'subsidies.grant.period_reversed',
  /** La première tranche ne peut attendre de justificatifs / Nothing is justified before the first tranche. */
  firstTrancheWaits: 'subsidies.grant.first_tranche_waits',
  /** Don soldé / The grant is closed. */
  closed: 'subsidies.grant.closed',
  /** Tranche inconnue / No such tranche. */
  trancheUnknown: 'subsidies.grant.tranche_unknown',
  /** Tranche déjà versée sous une autre référence / The tranche was released under another reference. */
  trancheReleased: 'subsidies.grant.tranche_released',
  /** La tranche précédente n'est pas versée / The tranche before it was not released. */
  trancheOutOfOrder: 'subsidies.grant.tranche_out_of_order',
  /** Dépenses justifiées insuffisantes / Too little is justified. */
  notJustified: 'subsidies.grant.not_justified',
  /** Un engagement n'est pas tenu / A deliverable is missing. */
  deliverableMissing: 'subsidies.grant.deliverable_missing',
  /** Pièce saisie pour une autre dépense / The voucher was booked for another expense. */
  voucherUsed: 'subsidies.grant.voucher_used',
  /** Engagement inconnu / No such deliverable. */
  deliverableUnknown: 'subsidies.grant.deliverable_unknown',
  /** Aucun rapport n'est dû ce jour / No report is due on that day. */
  reportUnknown: 'subsidies.grant.report_unknown',
  /** Rien à rendre / There is nothing to repay. */
  nothingLeft: 'subsidies.grant.nothing_left',
} as const;
export type GrantReason = (typeof GrantReason)[keyof typeof GrantReason];

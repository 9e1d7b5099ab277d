/** Why a command on a fund is turned away, by precedence. A code may be added, never renamed or reused. */
export const FundReason = {
  unknown: 'subsidies.fund.unknown',
  funderUnknown: 'subsidies.funder.unknown',
  alreadyOpen: 'subsidies.fund.already_open',
  windowReversed: 'subsidies.contract.window_reversed',
  versionUsed: 'subsidies.contract.version_used',
  notAfterTheLast: 'subsidies.contract.not_after_the_last',
  fundingReferenceUsed: 'subsidies.funding.reference_used',
  settlementReferenceUsed: 'subsidies.settlement.reference_used',
  nothingCommitted: 'subsidies.settlement.nothing_committed',
} as const;
export type FundReason = (typeof FundReason)[keyof typeof FundReason];

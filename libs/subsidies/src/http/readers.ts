import { CommandRefused } from '#eventstore';
import { refuse } from '#kernel';
import type { CallerIdentity } from '#platform';
import { FundReason } from '../fund/fund.reasons.js';
import type { FundState, OpenFund } from '../fund/fund.state.js';

/** Who keeps funds, who checks each franc, and who reads figures. */
export const keepers = ['federation-admin', 'federation-finance'] as const;
export const checkers = [...keepers, 'auditor'] as const;
export const readers = [...checkers, 'funder-viewer'] as const;

/** @refuses subsidies.fund.unknown to whom it does not concern, too: a funder sees its own funds */
export const visibleTo = (known: FundState, fund: string, { role, funder }: CallerIdentity): OpenFund => {
  if (known.status === 'none' || (role === 'funder-viewer' && known.funder !== funder))
    throw new CommandRefused(refuse(FundReason.unknown, { fund }, 'notFound'));
  return known;
};

import { type BetweenState, statusOf } from './between.state.js';
import type { ClearingState } from './clearing.state.js';

/** What two schemes see of how they stand: open debts, those contested, and the statements. No patient, no act. */
export const viewOfPair = ({ lines, statements }: BetweenState) => ({
  lines: lines
    .filter(({ status }) => status !== 'withdrawn')
    .map(({ dispute, ...line }) => ({
      ...line,
      ...(dispute ? { disputedBy: dispute.scheme, because: dispute.because } : {}),
    })),
  statements: statements.map(({ confirmations, ...statement }) => ({
    ...statement,
    status: statusOf({ confirmations, ...statement }),
    confirmedBy: confirmations.map(({ scheme }) => scheme),
  })),
});

/** A netting, and how far its payments are. No number of anybody. */
export const viewOfClearing = (state: ClearingState) => {
  if (state.status === 'none') return null;
  const { clearing, month, currency, statements, positions, nettedOn } = state.netted;
  return {
    ...{ clearing, month, currency, statements, positions, nettedOn },
    payments: state.settlements.map(({ attempts, paid, ...payment }) => ({
      ...payment,
      status: paid ? 'settled' : (attempts.at(-1)?.status ?? 'open'),
      paidOn: paid?.on ?? null,
      by: paid?.by ?? null,
      reference: paid?.reference ?? null,
    })),
  };
};

export type ClearingView = NonNullable<ReturnType<typeof viewOfClearing>>;

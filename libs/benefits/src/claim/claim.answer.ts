import type { Currency } from '#kernel';
import { amountsOf, noAmounts } from './amounts.js';
import type { ClaimState } from './claim.state.js';
import type { Amounts } from './claim.types.js';

export interface AnsweredLine extends Amounts {
  readonly line: number;
  readonly act: string;
  readonly status: string;
  readonly reasons: readonly string[];
}

/** What the submitter of a claim is told: the decision, line by line, every franc of it. */
export interface ClaimAnswer extends Amounts {
  readonly claim: string;
  readonly status: 'approved' | 'rejected' | 'pended' | 'reversed';
  readonly decision: number;
  readonly currency: Currency | null;
  readonly payee: 'provider' | 'member';
  readonly reasons: readonly string[];
  readonly lines: readonly AnsweredLine[];
  /** Acts the package proposes to the person; never a condition. */
  readonly advice?: readonly string[];
}

/** A reversed claim promises nothing; a claim that had been paid says so by its code. */
export const claimAnswer = (claim: ClaimState): ClaimAnswer | null => {
  if (claim.status === 'none' || !claim.decision) return null;
  const { submitted, decision, remitted } = claim;
  const reversed = claim.status === 'reversed';
  const { lines = [], reasons = [], advice } = decision.trace ?? {};
  return {
    claim: submitted.claim,
    status: reversed ? 'reversed' : decision.status,
    decision: decision.decision + (reversed ? 1 : 0),
    currency: decision.currency,
    payee: decision.payee,
    ...(reversed ? noAmounts : amountsOf(decision.amounts)),
    reasons: reversed ? (remitted.last === null ? [] : ['ADJ-001']) : reasons,
    lines: reversed
      ? []
      : lines.map(line => {
          const { line: number, act, status, reasons: why } = line;
          return { line: number, act, status, ...amountsOf(line), reasons: why };
        }),
    ...(advice && !reversed ? { advice } : {}),
  };
};

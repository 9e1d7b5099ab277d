import type { Currency } from '#kernel';
import { amountsOf, noAmounts } from './amounts.js';
import type { ClaimState, KnownClaim } from './claim.state.js';
import type { Amounts } from './claim.types.js';
import { waitedFor, type WaitsFor } from './waits-for.js';

export interface AnsweredLine extends Amounts {
  readonly line: number;
  readonly act: string;
  readonly status: string;
  readonly reasons: readonly string[];
  /** The product that decides it, where that is not the one that decides the rest. */
  readonly product?: string;
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
  /** A second person looks at it: it is not paid meanwhile. */
  readonly review?: 'open' | 'decided';
  readonly appeal?: 'open' | 'accepted' | 'rejected';
  /** The refused claim it corrects, and the claim that corrects it. */
  readonly resubmits?: string;
  readonly resubmittedAs?: string;
  /** What a pended claim waits for. */
  readonly waitsFor?: readonly WaitsFor[];
  /** Acts the package proposes to the person; never a condition. */
  readonly advice?: readonly string[];
}

/** A reversed claim promises nothing; a claim that had been paid says so by its code. */
export const claimAnswer = (claim: ClaimState): ClaimAnswer | null => {
  if (claim.status === 'none' || !claim.decision) return null;
  const { submitted, decision, remitted } = claim;
  const reversed = claim.status === 'reversed';
  const { lines = [], reasons = [], advice } = decision.trace ?? {};
  const waitsFor = claim.status !== 'reversed' && decision.status === 'pended' ? waitedFor(reasons) : [];
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
          const { line: number, act, status, reasons: why, product } = line;
          const under = product === undefined ? {} : { product };
          return { line: number, act, status, ...amountsOf(line), reasons: why, ...under };
        }),
    ...reviewOf(claim),
    ...(submitted.resubmits ? { resubmits: submitted.resubmits.claim } : {}),
    ...(claim.resubmittedAs === undefined ? {} : { resubmittedAs: claim.resubmittedAs }),
    ...(waitsFor.length > 0 ? { waitsFor } : {}),
    ...(advice && !reversed ? { advice } : {}),
  };
};

const reviewOf = ({ review, reviews, appeal }: KnownClaim): Pick<ClaimAnswer, 'review' | 'appeal'> => ({
  ...(review ? { review: 'open' } : reviews ? { review: 'decided' } : {}),
  ...(appeal ? { appeal: appeal.status } : {}),
});

/** The same for those who may not read acts: sums and how it stands. */
export const openAnswer = (
  claim: ClaimState,
): Omit<ClaimAnswer, 'lines' | 'reasons' | 'waitsFor' | 'advice'> | null => {
  const answer = claimAnswer(claim);
  if (!answer) return null;
  const { lines: _, reasons: __, waitsFor: ___, advice: ____, ...open } = answer;
  return open;
};

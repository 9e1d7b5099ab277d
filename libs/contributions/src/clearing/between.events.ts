import type { Currency, Day, DomainEvent, Minor } from '#kernel';
import type { Posting } from '../account/account.types.js';

/** One scheme owes another. @unit `amount`: minor units, above zero */
export interface Debt {
  readonly debtor: string;
  readonly creditor: string;
  readonly amount: Minor;
}

/** Why: the creditor paid its provider for a member of the debtor's, or months of contribution moved. */
export type DebtSource = 'host-care' | 'transfer';

interface OfPair {
  /** Both schemes, in the order of their names. */
  readonly schemes: readonly [string, string];
}
interface OfStatement extends OfPair {
  readonly statement: string;
}

/**
 * A scheme owes another one. A correction downwards is a debt the other way round. `postings`: in the books of both, where
 * the debt is not booked with what caused it.
 */
export type DebtNoted = DomainEvent<
  'contributions.DebtNoted',
  1,
  OfPair &
    Debt & {
      readonly line: string;
      readonly currency: Currency;
      readonly source: DebtSource;
      /** Claim and decision, or transfer: what both schemes know it by. Never what was treated. */
      readonly reference: string;
      readonly on: Day;
      readonly postings: readonly Posting[];
    }
>;

/** What two schemes owe each other at the end of a month. `net`: null where the two sides are equal. */
export interface Sums {
  readonly lines: readonly string[];
  readonly sides: readonly Debt[];
  readonly net: Debt | null;
}

/** The statement of a month was drawn up: every debt noted that no earlier one had. */
export type StatementDrawn = DomainEvent<
  'contributions.ClearingStatementDrawn',
  1,
  OfStatement & Sums & { readonly month: string; readonly currency: Currency; readonly drawnOn: Day }
>;

/** One of the two schemes agrees with the statement as it stands. */
export type StatementConfirmed = DomainEvent<
  'contributions.ClearingStatementConfirmed',
  1,
  OfStatement & { readonly scheme: string; readonly confirmedBy: string; readonly on: Day }
>;

export const disputeCauses = [
  'not-our-member',
  'amount-wrong',
  'charged-twice',
  'not-covered',
  'papers-missing',
] as const;
export type DisputeCause = (typeof disputeCauses)[number];

/** One scheme contests a line: it is taken out of the statement, which both confirm again. */
export type LineDisputed = DomainEvent<
  'contributions.ClearingLineDisputed',
  1,
  OfStatement &
    Sums & {
      readonly line: string;
      readonly scheme: string;
      readonly because: DisputeCause;
      readonly disputedBy: string;
      readonly on: Day;
    }
>;

/** The federation rules: the line is owed and comes with the next statement, or is not, and is booked back. */
export type DisputeDecided = DomainEvent<
  'contributions.ClearingDisputeDecided',
  1,
  OfPair & {
    readonly line: string;
    readonly ruling: 'owed' | 'not-owed';
    readonly decision: string;
    readonly decidedBy: string;
    readonly on: Day;
    readonly currency: Currency;
    readonly postings: readonly Posting[];
  }
>;

/** What the statement came to is part of the federation's netting: it is settled there. */
export type StatementNetted = DomainEvent<
  'contributions.ClearingStatementNetted',
  1,
  OfStatement & { readonly clearing: string; readonly on: Day }
>;

export type BetweenEvent =
  DebtNoted | StatementDrawn | StatementConfirmed | LineDisputed | DisputeDecided | StatementNetted;

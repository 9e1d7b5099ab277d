import type { Currency, Day, DomainEvent, Minor } from '#kernel';
import type { Posting } from '../account.types.js';

interface Money {
  readonly amount: Minor;
  readonly currency: Currency;
}
interface OfItem extends Money {
  readonly scheme: string;
  /** 1, 2, 3 … in the scheme. */
  readonly item: string;
}

/** The operator holds money that nobody's account could take. `household`, `payment`: where it is known for whom it came. */
export type SuspenseNoted = DomainEvent<
  'contributions.SuspenseNoted',
  1,
  OfItem & {
    readonly operatorReference: string;
    readonly on: Day;
    readonly household: string | null;
    readonly payment: string | null;
    readonly postings: readonly Posting[];
  }
>;

/** A person said whose it is. The receipt's own event books it. */
export type SuspenseAssigned = DomainEvent<
  'contributions.SuspenseAssigned',
  1,
  OfItem & {
    readonly household: string;
    readonly receipt: string;
    readonly because: AssignmentCause;
    readonly on: Day;
    readonly approvedBy: string;
  }
>;

/** It turned out to be somebody else's: the receipt is void and the money in suspense again. */
export type SuspenseReopened = DomainEvent<
  'contributions.SuspenseReopened',
  1,
  OfItem & { readonly household: string; readonly receipt: string; readonly on: Day; readonly approvedBy: string }
>;

/** It was sent back to whoever paid it. */
export type SuspenseReturned = DomainEvent<
  'contributions.SuspenseReturned',
  1,
  OfItem & {
    readonly because: ReturnCause;
    readonly voucher: string;
    readonly on: Day;
    readonly approvedBy: string;
    readonly postings: readonly Posting[];
  }
>;

/** A payment of ours, by its household and its name there. */
export interface OwnPayment extends Money {
  readonly household: string;
  readonly payment: string;
}

/**
 * The operator's statement of a day was held against the books. `matched`: ours that it has; `missing`: ours that ought
 * to be there by now and are not. @unit `total`: minor units of what the statement has
 */
export type StatementCompared = DomainEvent<
  'contributions.StatementCompared',
  1,
  {
    readonly scheme: string;
    readonly day: Day;
    readonly lines: number;
    readonly total: Minor;
    readonly matched: readonly OwnPayment[];
    readonly missing: readonly OwnPayment[];
  }
>;

/** A person said why a payment of ours is not on the statement. */
export type MissingExplained = DomainEvent<
  'contributions.MissingExplained',
  1,
  {
    readonly scheme: string;
    readonly household: string;
    readonly payment: string;
    readonly because: MissingCause;
    readonly on: Day;
    readonly approvedBy: string;
  }
>;

/** Closed lists: free text would end up naming people. */
export const assignmentCauses = ['no-reference', 'wrong-reference', 'other-sum', 'remote-payer'] as const;
export type AssignmentCause = (typeof assignmentCauses)[number];
export const returnCauses = ['not-a-member', 'paid-twice', 'payer-asked'] as const;
export type ReturnCause = (typeof returnCauses)[number];
export const missingCauses = ['statement-incomplete', 'operator-confirmed', 'reversed'] as const;
export type MissingCause = (typeof missingCauses)[number];

export type WalletEvent =
  SuspenseNoted | SuspenseAssigned | SuspenseReopened | SuspenseReturned | StatementCompared | MissingExplained;

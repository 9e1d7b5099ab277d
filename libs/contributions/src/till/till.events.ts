import type { Currency, Day, DomainEvent, Minor } from '#kernel';
import type { Posting } from '../account/account.types.js';

interface OfTill {
  readonly scheme: string;
  readonly till: string;
  readonly session: number;
}
interface Moved extends OfTill {
  readonly currency: Currency;
  /** Cash that ought to lie in the till afterwards. */
  readonly expected: Minor;
}

/**
 * A session began: a desk, or a collector's bag, in the hands of one person.
 * @unit amounts: minor units of `currency`. `float`: cash it starts with, of which `brought` came from the bank.
 */
export type TillOpened = DomainEvent<
  'contributions.TillOpened',
  1,
  Moved & {
    readonly kind: 'desk' | 'collector';
    readonly holder: string;
    readonly maximum: Minor | null;
    readonly brought: Minor;
    readonly openedOn: Day;
    readonly timezone: string;
    readonly postings: readonly Posting[];
  }
>;

/** The money of a receipt was put in. The account's own event books it. */
export type TillCollected = DomainEvent<
  'contributions.TillCollected',
  1,
  Moved & { readonly receipt: string; readonly amount: Minor; readonly on: Day }
>;

/** Money was taken out again: a receipt turned out void, or a household was given its credit back. */
export type TillPaidOut = DomainEvent<
  'contributions.TillPaidOut',
  1,
  Moved & {
    readonly because: 'receipt-voided' | 'credit-refunded';
    readonly reference: string;
    readonly amount: Minor;
    readonly on: Day;
  }
>;

/** Cash was brought to the bank, by the number of its deposit slip. */
export type CashDeposited = DomainEvent<
  'contributions.CashDeposited',
  1,
  Moved & {
    readonly slip: string;
    readonly amount: Minor;
    readonly depositedOn: Day;
    readonly postings: readonly Posting[];
  }
>;

/** Cash was counted. `difference`: counted less expected; below zero, cash is missing. */
export type TillCounted = DomainEvent<
  'contributions.TillCounted',
  1,
  Moved & { readonly counted: Minor; readonly difference: Minor; readonly countedOn: Day; readonly countedBy: string }
>;

/** The session is over: a second person stands by the count, and what was missing or too much is booked. */
export type TillClosed = DomainEvent<
  'contributions.TillClosed',
  1,
  Moved & {
    readonly left: Minor;
    readonly difference: Minor;
    readonly closedOn: Day;
    readonly approvedBy: string;
    readonly postings: readonly Posting[];
  }
>;

export type TillEvent = TillOpened | TillCollected | TillPaidOut | CashDeposited | TillCounted | TillClosed;

import type { Currency, Day, DomainEvent, Minor, Sealed } from '#kernel';
import type { Posting } from '../account/account.types.js';
import type { Debt } from './between.events.js';
import type { NetPayment, NetPosition } from './netting.js';

interface OfPayment {
  readonly clearing: string;
  readonly payment: string;
}

/**
 * What schemes of a federation owe each other by the statements of a month, netted: each pays or receives once. Positions
 * add up to zero, and payments to the positions. @unit minor units of `currency`
 */
export type ClearingNetted = DomainEvent<
  'contributions.ClearingNetted',
  1,
  {
    readonly clearing: string;
    readonly month: string;
    readonly currency: Currency;
    readonly statements: readonly (Debt & { readonly statement: string })[];
    readonly positions: readonly NetPosition[];
    readonly payments: readonly NetPayment[];
    readonly nettedOn: Day;
  }
>;

/** The debtor is asked for the money by telephone, under a reference stored first. */
export type SettlementRequested = DomainEvent<
  'contributions.SettlementRequested',
  1,
  OfPayment & {
    readonly reference: string;
    readonly to: string;
    readonly amount: Minor;
    readonly currency: Currency;
    readonly askedOn: Day;
  },
  { readonly payer: Sealed<string> }
>;

/** What was read of a request that is not that it succeeded. Unknown is not failed. */
export type SettlementHeard = DomainEvent<
  'contributions.SettlementHeard',
  1,
  OfPayment & {
    readonly reference: string;
    readonly status: 'pending' | 'unknown' | 'failed';
    readonly code: string | null;
    readonly on: Day;
  }
>;

/** The money is there. `reference`: the bank's or the operator's. `approvedBy`: the second person of a bank transfer. */
export type SettlementPaid = DomainEvent<
  'contributions.SettlementPaid',
  1,
  OfPayment & {
    readonly from: string;
    readonly to: string;
    readonly amount: Minor;
    readonly currency: Currency;
    readonly by: 'bank' | 'mobile-money';
    readonly reference: string;
    /** Ours, of the request that was paid; null for a bank transfer. */
    readonly request: string | null;
    readonly paidOn: Day;
    readonly approvedBy: string | null;
    readonly postings: readonly Posting[];
  }
>;

export type ClearingEvent = ClearingNetted | SettlementRequested | SettlementHeard | SettlementPaid;

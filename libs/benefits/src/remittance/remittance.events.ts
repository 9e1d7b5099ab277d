import type { Currency, Day, DomainEvent, Minor } from '#kernel';

/** One decision, or correction of one, that a remittance pays; negative when the provider gives back. */
export interface RemittedLine {
  readonly claim: string;
  readonly decision: number;
  readonly amount: Minor;
}

/**
 * What a scheme pays a provider at one time: `net = max(0, gross − returned − carriedIn)`; what is below zero is
 * carried to the next remittance. Once issued it never changes.
 * @unit minor units of `currency`
 */
export type RemittanceIssued = DomainEvent<
  'benefits.RemittanceIssued',
  1,
  {
    readonly remittance: string;
    readonly scheme: string;
    readonly provider: string;
    readonly currency: Currency;
    readonly issuedOn: Day;
    /** Decisions recorded up to this day, inside. */
    readonly upTo: Day;
    readonly gross: Minor;
    /** Reversals and corrections downwards. */
    readonly returned: Minor;
    readonly carriedIn: Minor;
    readonly net: Minor;
    readonly carriedOut: Minor;
    readonly lines: readonly RemittedLine[];
  },
  undefined
>;

/** How far a provider's decisions are paid: none up to `through` is paid again. */
export type AccountRemitted = DomainEvent<
  'benefits.AccountRemitted',
  1,
  {
    readonly remittance: string;
    readonly scheme: string;
    readonly provider: string;
    /** Position in the log of the last decision paid. */
    readonly through: number;
    /** Positions up to `through` that were not paid because their claims were under review; absent when there were none. */
    readonly waiting?: readonly number[];
    readonly carried: Minor;
  },
  undefined
>;

/** Another person than the preparer found it right: it may be paid. */
export type RemittanceApproved = DomainEvent<
  'benefits.RemittanceApproved',
  1,
  OfRemittance & { readonly approvedBy: string; readonly approvedOn: Day },
  undefined
>;

/** The money went out. `reference`: the bank's or the operator's, by which it is found again. */
export type RemittancePaid = DomainEvent<
  'benefits.RemittancePaid',
  1,
  OfRemittance & { readonly paidOn: Day; readonly reference: string },
  undefined
>;

/** What was prepared is taken back before it was approved; what it listed is paid by a later remittance. */
export type RemittanceRejected = DomainEvent<
  'benefits.RemittanceRejected',
  1,
  OfRemittance & {
    readonly lines: readonly RemittedLine[];
    readonly rejectedBy: string;
    readonly rejectedOn: Day;
    readonly reason: string;
  },
  undefined
>;

interface OfRemittance {
  readonly remittance: string;
  readonly scheme: string;
  readonly provider: string;
  readonly currency: Currency;
  readonly net: Minor;
}

export type RemittanceEvent = RemittanceIssued | RemittanceApproved | RemittanceRejected | RemittancePaid;
export type AccountEvent = AccountRemitted;

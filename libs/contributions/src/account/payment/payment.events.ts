import type { Currency, Day, DomainEvent, Minor, Sealed } from '#kernel';

/** `reference`: UUID drawn before anybody is asked, and the same at every attempt. */
interface OfPayment {
  readonly scheme: string;
  readonly household: string;
  readonly payment: string;
  readonly reference: string;
}

/** A member is to be asked for money by telephone. @unit `amount`: minor units of `currency` */
export type PaymentRequested = DomainEvent<
  'contributions.PaymentRequested',
  1,
  OfPayment & { readonly amount: Minor; readonly currency: Currency; readonly askedOn: Day },
  { readonly payer: Sealed<string> }
>;

/** The operator waits for the member to confirm. */
export type PaymentPending = DomainEvent<'contributions.PaymentPending', 1, OfPayment & { readonly on: Day }>;

/** Nothing was heard of it: the money may have moved. */
export type PaymentUnknown = DomainEvent<'contributions.PaymentUnknown', 1, OfPayment & { readonly on: Day }>;

/** It did not happen: the operator says so, or a person does after the statement of its day was compared. */
export type PaymentFailed = DomainEvent<
  'contributions.PaymentFailed',
  1,
  OfPayment & { readonly on: Day; readonly code: string; readonly approvedBy: string | null }
>;

/** The member never confirmed: taken as failed. Should it succeed all the same, it is booked. */
export type PaymentTimedOut = DomainEvent<'contributions.PaymentTimedOut', 1, OfPayment & { readonly on: Day }>;

/** The operator holds the money. `receipt`: what it is booked as; null when it went into suspense. */
export type PaymentSucceeded = DomainEvent<
  'contributions.PaymentSucceeded',
  1,
  OfPayment & {
    readonly operatorReference: string;
    readonly amount: Minor;
    readonly currency: Currency;
    readonly receipt: string | null;
    readonly on: Day;
  }
>;

/** The operator took it back. The receipt's own event books it. */
export type PaymentReversed = DomainEvent<
  'contributions.PaymentReversed',
  1,
  OfPayment & {
    readonly receipt: string;
    readonly because: ReversalCause;
    readonly reversedOn: Day;
    readonly approvedBy: string;
  }
>;

/** Closed list: free text would end up naming people. */
export const reversalCauses = ['member-disputed', 'wrong-payer', 'operator-error'] as const;
export type ReversalCause = (typeof reversalCauses)[number];

export type PaymentEvent =
  | PaymentRequested
  | PaymentPending
  | PaymentUnknown
  | PaymentFailed
  | PaymentTimedOut
  | PaymentSucceeded
  | PaymentReversed;

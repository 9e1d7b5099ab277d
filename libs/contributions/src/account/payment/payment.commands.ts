import type { Currency, Day, Minor } from '#kernel';
import type { ReversalCause } from './payment.events.js';

/** What the edge adds: whose payments, of which scheme, which day it is there, and who asks. */
export interface PaymentContext {
  readonly scheme: string;
  readonly household: string;
  readonly recordedOn: Day;
  readonly actor: string;
}

/** @unit `amount`: minor units of the account's currency */
export interface RequestPayment {
  readonly type: 'RequestPayment';
  readonly payment: string;
  readonly amount: Minor;
  /** The payer's number, as the operator knows it: +22670000000. Whoever pays for the household, near or far. */
  readonly payer: string;
  readonly reference: string;
  /** The household's account; null where it has none here. `currency`: null until dues are raised. */
  readonly account: { readonly scheme: string; readonly currency: Currency | null } | null;
}

/** What was read of a payment, when it is not that it succeeded. */
export interface NoteAnswer {
  readonly type: 'NoteAnswer';
  readonly payment: string;
  readonly answer:
    | { readonly status: 'pending' }
    | { readonly status: 'unknown' }
    | { readonly status: 'failed'; readonly code: string };
}

/** The day is over: a payment that nobody confirmed is taken as failed. */
export interface ClosePaymentsDay {
  readonly type: 'ClosePaymentsDay';
  readonly day: Day;
}

/** A person says that a payment never happened. `comparedUpTo`: the last day whose statement was compared. */
export interface GiveUpPayment {
  readonly type: 'GiveUpPayment';
  readonly payment: string;
  readonly approvedBy: string;
  readonly comparedUpTo: Day | null;
}

/** The operator took a payment back. */
export interface ReversePayment {
  readonly type: 'ReversePayment';
  readonly payment: string;
  readonly because: ReversalCause;
  readonly reversedOn: Day;
  readonly approvedBy: string;
}

/** The money is there. @unit `amount`: minor units of `currency` */
export interface BookPayment {
  readonly type: 'BookPayment';
  readonly payment: string;
  readonly operatorReference: string;
  readonly amount: Minor;
  readonly currency: Currency;
  /** The day the operator's statement has it under, where that is where it was found. */
  readonly paidOn: Day | null;
}

export type PaymentCommand = (RequestPayment | NoteAnswer | ClosePaymentsDay | GiveUpPayment) & PaymentContext;
export type Of<Type extends PaymentCommand['type']> = Extract<PaymentCommand, { type: Type }>;

import type { Currency, Day, Instant, Minor } from '#kernel';

/** Money asked of a member's wallet. @unit `amount`: minor units of `currency` */
export interface Collection {
  /** UUID drawn and stored before anybody is asked; the same for every attempt. */
  readonly reference: string;
  readonly amount: Minor;
  readonly currency: Currency;
  /** The member's number, as the operator knows it: +22670000000. */
  readonly payer: string;
}

/**
 * What the operator says of a payment, or that it said nothing. `unknown` is no failure: the money may have moved. It is
 * read again under the same reference, and never asked for under a new one.
 */
export type PaymentAnswer =
  | {
      readonly status: 'succeeded';
      readonly operatorReference: string;
      readonly amount: Minor;
      readonly currency: Currency;
    }
  | { readonly status: 'failed'; readonly code: string }
  | { readonly status: 'pending' }
  | { readonly status: 'unknown' };

/** One movement of the operator's statement. `reference`: ours, where the operator kept it. */
export interface StatementLine {
  readonly operatorReference: string;
  readonly reference: string | null;
  readonly amount: Minor;
  readonly currency: Currency;
}

/** A way to be paid. Nothing here books anything: what it answers is noted, and decided on. */
export abstract class Payments {
  /** Asks once. Asking again with the same reference is not a second payment. Never throws for what the network does. */
  abstract collect(collection: Collection, at: Instant): Promise<PaymentAnswer>;
  /** What became of it. A callback is only a hint to ask this. */
  abstract statusOf(reference: string, at: Instant): Promise<PaymentAnswer>;
  /** Movements of a day, by the operator's calendar (UTC), to be compared with the books. */
  abstract statement(day: Day, at: Instant): Promise<readonly StatementLine[]>;
}

/** Cash at a counter: whoever enters it has it in hand. */
export class CashPayments extends Payments {
  collect({ reference, amount, currency }: Collection): Promise<PaymentAnswer> {
    return Promise.resolve({ status: 'succeeded', operatorReference: reference, amount, currency });
  }

  /** Cash that was not entered was not paid. */
  statusOf(): Promise<PaymentAnswer> {
    return Promise.resolve({ status: 'failed', code: 'cash.not_received' });
  }

  statement(): Promise<readonly StatementLine[]> {
    return Promise.resolve([]);
  }
}

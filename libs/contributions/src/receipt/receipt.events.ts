import type { Day, DomainEvent, Minor } from '#kernel';

/**
 * A receipt number of the scheme was written out, and never serves again: a voided one stays in its booklet.
 * @unit `amount`: minor units of the account's currency.
 */
export type ReceiptNumberUsed = DomainEvent<
  'contributions.ReceiptNumberUsed',
  1,
  {
    readonly scheme: string;
    readonly receipt: string;
    readonly household: string;
    readonly amount: Minor;
    readonly receivedOn: Day;
    readonly collector: string | null;
  }
>;

import type { Day, Fold, Minor } from '#kernel';
import type { ReceiptNumberUsed } from './receipt.events.js';

/** One receipt number of a scheme: free, or written out once and for all. */
export type ReceiptNumber =
  | { readonly status: 'free' }
  | {
      readonly status: 'used';
      readonly household: string;
      readonly amount: Minor;
      readonly receivedOn: Day;
      readonly collector: string | null;
    };

export const receiptStream = (scheme: string, receipt: string): string => `contributions.receipt-${scheme}.${receipt}`;

export const receiptFold: Fold<ReceiptNumberUsed, ReceiptNumber> = {
  initialState: { status: 'free' },
  evolve: (_, { data: { household, amount, receivedOn, collector } }) => ({
    status: 'used',
    household,
    amount,
    receivedOn,
    collector,
  }),
};

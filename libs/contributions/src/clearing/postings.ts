import type { Minor } from '#kernel';
import type { Posting } from '../account/account.types.js';
import type { Debt, DebtSource } from './between.events.js';

const both = ({ debtor, creditor, amount }: Debt, counterpart: Posting['account']): readonly Posting[] => [
  { scheme: debtor, account: counterpart, amount },
  { scheme: debtor, account: 'other-schemes', amount: -amount },
  { scheme: creditor, account: 'other-schemes', amount },
  { scheme: creditor, account: counterpart, amount: -amount },
];

/**
 * Care is booked as a cost with its claim, in the journal of benefits; the liaison account stands for it here. Months that
 * moved are booked with the households' accounts.
 */
export const owed = (source: DebtSource, debt: Debt): readonly Posting[] =>
  source === 'transfer' ? [] : both(debt, 'care-liaison');

/** It was not owed: back where it came from, in both books. */
export const bookedBack = (source: DebtSource, debt: Debt): readonly Posting[] =>
  both({ ...debt, amount: -debt.amount }, source === 'transfer' ? 'contributions' : 'care-liaison');

/** The debtor paid the creditor. */
export const settled = (from: string, to: string, amount: Minor, by: 'bank' | 'mobile-money'): readonly Posting[] => [
  { scheme: from, account: 'other-schemes', amount },
  { scheme: from, account: 'bank', amount: -amount },
  { scheme: to, account: by, amount },
  { scheme: to, account: 'other-schemes', amount: -amount },
];

import type { Minor } from '#kernel';

/**
 * Accounts of a fund. `received` is what the funder gave, `pledged` what it promised and did not give yet, both written
 * as negative amounts (credit); the others say where that money is now. Money given back passes through `released`, or through `clawed-back` when it was paid already: their
 * balances stay zero, their turnover says how much each scheme gave back.
 */
export type Account =
  'received' | 'pledged' | 'available' | 'reserved' | 'committed' | 'settled' | 'released' | 'clawed-back';

/** One side of a movement. The postings of an event add up to zero. @unit `amount`: minor units; debit above zero. */
export interface Posting {
  readonly account: Account;
  /** The scheme the money serves; `*` while it serves none. */
  readonly scheme: string;
  readonly amount: Minor;
}

/**
 * Where a fund's money is: `received` and `pledged` are always the sum of the four others. `pledged` is absent where
 * nothing ever was. @unit minor units, never negative.
 */
export interface Balance {
  readonly received: Minor;
  readonly pledged?: Minor;
  readonly available: Minor;
  readonly reserved: Minor;
  readonly committed: Minor;
  readonly settled: Minor;
}

export const emptyBalance: Balance = { received: 0, available: 0, reserved: 0, committed: 0, settled: 0 };

/** Money that serves no scheme yet. */
export const noScheme = '*';

const move = (amount: Minor, from: Account, fromScheme: string, to: Account, toScheme: string): readonly Posting[] =>
  amount === 0
    ? []
    : [
        { account: from, scheme: fromScheme, amount: -amount },
        { account: to, scheme: toScheme, amount },
      ];

/** @param promised what of it was promised before, and is in the fund since */
export const receive = (amount: Minor, promised: Minor = 0): readonly Posting[] => [
  ...move(promised, 'received', noScheme, 'pledged', noScheme),
  ...move(amount - promised, 'received', noScheme, 'available', noScheme),
];
export const pledge = (amount: Minor): readonly Posting[] => move(amount, 'pledged', noScheme, 'available', noScheme);
export const reserve = (scheme: string, amount: Minor): readonly Posting[] =>
  move(amount, 'available', noScheme, 'reserved', scheme);
export const commit = (scheme: string, amount: Minor): readonly Posting[] =>
  move(amount, 'reserved', scheme, 'committed', scheme);
export const undoCommit = (scheme: string, amount: Minor): readonly Posting[] =>
  move(amount, 'committed', scheme, 'reserved', scheme);
export const settle = (scheme: string, amount: Minor): readonly Posting[] =>
  move(amount, 'committed', scheme, 'settled', scheme);
export const release = (scheme: string, reserved: Minor, committed: Minor): readonly Posting[] => [
  ...move(reserved, 'reserved', scheme, 'released', scheme),
  ...move(committed, 'committed', scheme, 'released', scheme),
  ...move(reserved + committed, 'released', scheme, 'available', noScheme),
];

export const clawBack = (scheme: string, committed: Minor, settled: Minor): readonly Posting[] => [
  ...move(committed, 'committed', scheme, 'released', scheme),
  ...move(committed, 'released', scheme, 'available', noScheme),
  ...move(settled, 'settled', scheme, 'clawed-back', scheme),
  ...move(settled, 'clawed-back', scheme, 'available', noScheme),
];
/** What claims took of money set aside for acts, or what they gave back to it: of what was not paid yet, then of what was. */
export const use = (
  scheme: string,
  { taken, fromCommitted, fromSettled }: Readonly<Record<'taken' | 'fromCommitted' | 'fromSettled', Minor>>,
): readonly Posting[] => [
  ...commit(scheme, taken),
  ...undoCommit(scheme, fromCommitted),
  ...move(fromSettled, 'settled', scheme, 'clawed-back', scheme),
  ...move(fromSettled, 'clawed-back', scheme, 'reserved', scheme),
];
/** Money spent for what it was given for, on no scheme in particular. */
export const spend = (amount: Minor): readonly Posting[] => move(amount, 'available', noScheme, 'settled', noScheme);
/** Money that goes back to who gave it. */
export const repay = (amount: Minor): readonly Posting[] => move(amount, 'available', noScheme, 'received', noScheme);

/** The balance once the postings are made. */
export const balanceAfter = (before: Balance, postings: readonly Posting[]): Balance => {
  const after: { -readonly [Account in keyof Balance]: Balance[Account] } = { ...before };
  for (const { account, amount } of postings)
    if (account === 'received') after.received -= amount;
    else if (account === 'pledged') after.pledged = (after.pledged ?? 0) - amount;
    else if (account !== 'released' && account !== 'clawed-back') after[account] += amount;
  return after;
};

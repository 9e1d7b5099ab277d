import { type Currency, type Day, type Minor } from '#kernel';
import { inSuspense, type MissingPayment, type SuspenseItem, type WalletState } from './wallet.state.js';

/** What a person has to look into. @unit minor units */
export interface WalletView {
  readonly comparedUpTo: Day | null;
  readonly inSuspense: readonly { readonly currency: Currency; readonly amount: Minor }[];
  readonly suspense: readonly SuspenseItem[];
  readonly missing: readonly Pick<MissingPayment, 'household' | 'payment' | 'amount' | 'currency' | 'since'>[];
}

/** What is open; with `every`, what was resolved too. */
export const viewOfWallet = (wallet: WalletState, every = false): WalletView => {
  const { comparedUpTo, items, missing } = wallet;
  const currencies = [...new Set(items.map(({ currency }) => currency))].sort();
  return {
    comparedUpTo,
    inSuspense: currencies.map(currency => ({ currency, amount: inSuspense(wallet, currency) })),
    suspense: items.filter(({ status }) => every || status === 'open'),
    missing: missing
      .filter(({ status }) => every || status === 'missing')
      .map(({ household, payment, amount, currency, since }) => ({ household, payment, amount, currency, since })),
  };
};

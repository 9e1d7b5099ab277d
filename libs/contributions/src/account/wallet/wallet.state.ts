import { type Currency, type Day, type Fold, latest, type Minor, sum, unreachable } from '#kernel';
import { suspended } from '../postings.js';
import type { MissingCause, OwnPayment, StatementCompared, SuspenseNoted, WalletEvent } from './wallet.events.js';

/** Money at the operator that is nobody's yet, or was. */
export interface SuspenseItem {
  readonly item: string;
  readonly operatorReference: string;
  readonly amount: Minor;
  readonly currency: Currency;
  readonly since: Day;
  /** For whom it came, as far as anybody knows. */
  readonly household: string | null;
  readonly payment: string | null;
  readonly status: 'open' | 'assigned' | 'returned';
  /** What it is booked as, while it is assigned. */
  readonly receipt: string | null;
  /** How often it was assigned: each time under another receipt number. */
  readonly assigned: number;
}

/** A payment of ours that the statement did not have in time. */
export interface MissingPayment extends OwnPayment {
  readonly since: Day;
  readonly status: 'missing' | 'found' | 'explained';
  readonly because: MissingCause | null;
}

/** A scheme's account at its operator, held against the books. */
export interface WalletState {
  readonly comparedUpTo: Day | null;
  readonly items: readonly SuspenseItem[];
  readonly missing: readonly MissingPayment[];
}

export const walletStream = (scheme: string): string => `contributions.wallet-${scheme}`;

export const itemOf = ({ items }: WalletState, item: string): SuspenseItem | undefined =>
  items.find(one => one.item === item);

/** Minor units in suspense, by currency. */
export const inSuspense = ({ items }: WalletState, currency: Currency): Minor =>
  sum(items.filter(one => one.status === 'open' && one.currency === currency).map(({ amount }) => amount));

/** @param ahead items noted in the same decision before this one */
export const suspend = (
  { items }: WalletState,
  scheme: string,
  money: Omit<SuspenseNoted['data'], 'scheme' | 'item' | 'postings'>,
  ahead = 0,
): SuspenseNoted => ({
  type: 'contributions.SuspenseNoted',
  version: 1,
  effectiveAt: money.on,
  data: { scheme, item: String(items.length + ahead + 1), ...money, postings: suspended(money.amount) },
});

export const walletFold: Fold<WalletEvent, WalletState> = {
  initialState: { comparedUpTo: null, items: [], missing: [] },

  evolve(state, event) {
    switch (event.type) {
      case 'contributions.SuspenseNoted': {
        const { item, operatorReference, amount, currency, on: since, household, payment } = event.data;
        const noted = { item, operatorReference, amount, currency, since, household, payment };
        return { ...state, items: [...state.items, { ...noted, status: 'open', receipt: null, assigned: 0 }] };
      }
      case 'contributions.SuspenseAssigned': {
        const { item, household, receipt } = event.data;
        return change(state, item, one => ({
          ...one,
          ...{ household, receipt, status: 'assigned', assigned: one.assigned + 1 },
        }));
      }
      case 'contributions.SuspenseReopened':
        return change(state, event.data.item, one => ({ ...one, status: 'open', receipt: null }));
      case 'contributions.SuspenseReturned':
        return change(state, event.data.item, one => ({ ...one, status: 'returned' }));
      case 'contributions.StatementCompared':
        return compared(state, event.data);
      case 'contributions.MissingExplained': {
        const { household, payment, because } = event.data;
        const missing = state.missing.map(one =>
          isSame(one, { household, payment }) ? { ...one, status: 'explained' as const, because } : one,
        );
        return { ...state, missing };
      }
      default:
        return unreachable(event);
    }
  },
};

type Named = Pick<OwnPayment, 'household' | 'payment'>;
export const isSame = (one: Named, other: Named): boolean =>
  one.household === other.household && one.payment === other.payment;

const change = (state: WalletState, item: string, to: (one: SuspenseItem) => SuspenseItem): WalletState => ({
  ...state,
  items: state.items.map(one => (one.item === item ? to(one) : one)),
});

const compared = (state: WalletState, { day, matched, missing }: StatementCompared['data']): WalletState => ({
  ...state,
  comparedUpTo: latest(state.comparedUpTo ?? day, day),
  missing: [
    ...state.missing.map(one =>
      one.status === 'missing' && matched.some(ours => isSame(ours, one)) ? { ...one, status: 'found' as const } : one,
    ),
    ...missing.map(one => ({ ...one, since: day, status: 'missing' as const, because: null })),
  ],
});

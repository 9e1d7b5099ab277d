import { type Day, type Fold, unreachable } from '#kernel';
import type { ClearingEvent, ClearingNetted } from './clearing.events.js';
import type { NetPayment } from './netting.js';

/** One time the money was asked for. */
export interface Attempt {
  readonly reference: string;
  readonly status: 'requested' | 'pending' | 'unknown' | 'failed';
  /** Null once its key is destroyed. */
  readonly payer: string | null;
}

export interface Settlement extends NetPayment {
  readonly attempts: readonly Attempt[];
  readonly paid: { readonly on: Day; readonly by: 'bank' | 'mobile-money'; readonly reference: string } | null;
}

export type ClearingState =
  | { readonly status: 'none' }
  | { readonly status: 'netted'; readonly netted: ClearingNetted['data']; readonly settlements: readonly Settlement[] };

export const clearingStream = (clearing: string): string => `contributions.clearing-${clearing}`;

/** In the place of a household, among payments by telephone. */
export const settlementOwner = (clearing: string): string => `clearing.${clearing}`;

/** Which payment of which netting a row among payments is; null for one of a household. */
export const settlementIn = ({
  household,
  control,
}: {
  readonly household: string;
  readonly control: string;
}): { readonly clearing: string; readonly payment: string } | null => {
  if (!household.startsWith('clearing.')) return null;
  const clearing = household.slice('clearing.'.length);
  return { clearing, payment: control.slice(clearing.length + 1) };
};

export const clearingFold: Fold<ClearingEvent, ClearingState> = {
  initialState: { status: 'none' },

  evolve(state, event) {
    if (event.type === 'contributions.ClearingNetted') {
      const settlements = event.data.payments.map(payment => ({ ...payment, attempts: [], paid: null }));
      return { status: 'netted', netted: event.data, settlements };
    }
    if (state.status === 'none') return state;
    const change = (one: Settlement): Settlement => {
      switch (event.type) {
        case 'contributions.SettlementRequested': {
          const payer = event.sealed?.payer?.value ?? null;
          const attempt: Attempt = { reference: event.data.reference, status: 'requested', payer };
          return { ...one, attempts: [...one.attempts, attempt] };
        }
        case 'contributions.SettlementHeard': {
          const { reference, status } = event.data;
          const attempts = one.attempts.map(each => (each.reference === reference ? { ...each, status } : each));
          return { ...one, attempts };
        }
        case 'contributions.SettlementPaid': {
          const { paidOn: on, by, reference } = event.data;
          return { ...one, paid: { on, by, reference } };
        }
        default:
          return unreachable(event);
      }
    };
    const { payment } = event.data;
    return { ...state, settlements: state.settlements.map(one => (one.payment === payment ? change(one) : one)) };
  },
};

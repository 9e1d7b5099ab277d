import { type Currency, type Day, type Fold, latest, type Minor, unreachable } from '#kernel';
import type { CashDeposited, TillCollected, TillEvent, TillPaidOut } from './till.events.js';

interface Till {
  readonly scheme: string;
  readonly till: string;
  readonly currency: Currency;
  readonly session: number;
  readonly timezone: string;
  /** Day of the last movement: nothing is entered before it. */
  readonly lastOn: Day;
  /** Deposit slips ever used here, with their amounts. */
  readonly slips: readonly { readonly slip: string; readonly amount: Minor }[];
}

/** A till in somebody's hands. `counted`: null while nothing was counted since the last receipt or payment. */
export interface OpenTill extends Till {
  readonly status: 'open';
  readonly holder: string;
  readonly openedOn: Day;
  readonly maximum: Minor | null;
  readonly expected: Minor;
  readonly counted: Minor | null;
}

export interface ClosedTill extends Till {
  readonly status: 'closed';
  /** What the next session starts with at least. */
  readonly left: Minor;
}

export type TillState = { readonly status: 'none' } | OpenTill | ClosedTill;

export const tillStream = (scheme: string, till: string): string => `contributions.till-${scheme}.${till}`;

export const tillFold: Fold<TillEvent, TillState> = {
  initialState: { status: 'none' },

  evolve(state, event) {
    if (event.type === 'contributions.TillOpened') {
      const { scheme, till, currency, session, timezone, openedOn, holder, maximum, expected } = event.data;
      const slips = state.status === 'none' ? [] : state.slips;
      const known = { scheme, till, currency, session, timezone, lastOn: openedOn, slips };
      return { ...known, status: 'open', openedOn, holder, maximum, expected, counted: null };
    }
    if (state.status !== 'open') return state;
    const { expected } = event.data;
    switch (event.type) {
      case 'contributions.TillCollected':
      case 'contributions.TillPaidOut':
        return { ...state, expected, lastOn: latest(state.lastOn, event.data.on), counted: null };
      case 'contributions.CashDeposited': {
        const { slip, amount, depositedOn } = event.data;
        const counted = state.counted === null ? null : state.counted - amount;
        return { ...state, expected, counted, lastOn: depositedOn, slips: [...state.slips, { slip, amount }] };
      }
      case 'contributions.TillCounted':
        return { ...state, counted: event.data.counted, lastOn: event.data.countedOn };
      case 'contributions.TillClosed': {
        const { scheme, till, currency, session, timezone, slips } = state;
        const { left, closedOn } = event.data;
        return { scheme, till, currency, session, timezone, slips, lastOn: closedOn, status: 'closed', left };
      }
      default:
        return unreachable(event);
    }
  },
};

const moved = ({ scheme, till, session, currency }: OpenTill, expected: Minor) => ({
  ...{ scheme, till, session, currency, expected },
});

/** Cash of a receipt, as the till records it. */
export const collected = (till: OpenTill, receipt: string, amount: Minor, on: Day): TillCollected => ({
  type: 'contributions.TillCollected',
  version: 1,
  effectiveAt: on,
  data: { ...moved(till, till.expected + amount), receipt, amount, on },
});

export const paidOut = (
  till: OpenTill,
  because: TillPaidOut['data']['because'],
  reference: string,
  amount: Minor,
  on: Day,
): TillPaidOut => ({
  type: 'contributions.TillPaidOut',
  version: 1,
  effectiveAt: on,
  data: { ...moved(till, till.expected - amount), because, reference, amount, on },
});

export const deposited = (till: OpenTill, slip: string, amount: Minor, depositedOn: Day): CashDeposited => ({
  type: 'contributions.CashDeposited',
  version: 1,
  effectiveAt: depositedOn,
  data: {
    ...moved(till, till.expected - amount),
    ...{ slip, amount, depositedOn },
    postings: [
      { account: 'bank', amount },
      { account: 'cash', amount: -amount },
    ],
  },
});

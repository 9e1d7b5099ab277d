import { type Currency, type Day, type Fold, type Minor, unreachable } from '#kernel';
import type { PaymentEvent } from './payment.events.js';

export type PaymentStatus = 'requested' | 'pending' | 'unknown' | 'failed' | 'timed-out' | 'succeeded' | 'reversed';

/** One payment asked of a household by telephone. */
export interface Payment {
  readonly scheme: string;
  readonly payment: string;
  readonly reference: string;
  readonly status: PaymentStatus;
  readonly amount: Minor;
  readonly currency: Currency;
  readonly askedOn: Day;
  /** Null once its key is destroyed. */
  readonly payer: string | null;
  readonly code: string | null;
  readonly operatorReference: string | null;
  /** Null while nothing is booked, and when it was booked as suspense. */
  readonly receipt: string | null;
  readonly bookedOn: Day | null;
}

/** Payments of one household, in the order they were asked for. */
export interface PaymentsState {
  readonly payments: readonly Payment[];
}

export const paymentsStream = (household: string): string => `contributions.payments-${household}`;

/** What the member can type where the operator asks for a reference. */
export const controlNumber = (household: string, payment: string): string => `${household}.${payment}`;

/** It may still take money, or have taken it. */
export const isOpen = ({ status }: Payment): boolean => ['requested', 'pending', 'unknown'].includes(status);

/** Another scheme's is nobody's here. */
export const paymentOf = (
  { payments }: PaymentsState,
  { scheme, payment }: Pick<Payment, 'scheme' | 'payment'>,
): Payment | undefined => payments.find(one => one.payment === payment && one.scheme === scheme);

export const paymentsFold: Fold<PaymentEvent, PaymentsState> = {
  initialState: { payments: [] },

  evolve(state, event) {
    if (event.type === 'contributions.PaymentRequested') {
      const { scheme, payment, reference, amount, currency, askedOn } = event.data;
      const asked: Payment = {
        ...{ scheme, payment, reference, status: 'requested', amount, currency, askedOn },
        ...{ payer: event.sealed?.payer?.value ?? null, code: null },
        ...{ operatorReference: null, receipt: null, bookedOn: null },
      };
      return { payments: [...state.payments, asked] };
    }
    const changes = changesOf(event);
    const { payment } = event.data;
    return { payments: state.payments.map(one => (one.payment === payment ? { ...one, ...changes } : one)) };
  },
};

const changesOf = (event: Exclude<PaymentEvent, { type: 'contributions.PaymentRequested' }>): Partial<Payment> => {
  switch (event.type) {
    case 'contributions.PaymentPending':
      return { status: 'pending' };
    case 'contributions.PaymentUnknown':
      return { status: 'unknown' };
    case 'contributions.PaymentFailed':
      return { status: 'failed', code: event.data.code };
    case 'contributions.PaymentTimedOut':
      return { status: 'timed-out' };
    case 'contributions.PaymentSucceeded': {
      const { operatorReference, receipt, on } = event.data;
      return { status: 'succeeded', code: null, operatorReference, receipt, bookedOn: on };
    }
    case 'contributions.PaymentReversed':
      return { status: 'reversed' };
    default:
      return unreachable(event);
  }
};

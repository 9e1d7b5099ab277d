import { accept, type Day, type Decider, nothingToDo } from '#kernel';
import type { PaymentAccountRegistered, PaymentEvent } from './payment.events.js';

export interface RegisterPaymentAccount {
  readonly type: 'RegisterPaymentAccount';
  readonly account: PaymentAccountRegistered['data'];
  readonly on: Day;
}

export interface PaymentState {
  readonly account: PaymentAccountRegistered['data'] | null;
}

/** Institutions' accounts only: the name is that of a scheme or a facility, never a person's. */
export const paymentDecider: Decider<RegisterPaymentAccount, PaymentEvent, PaymentState, never> = {
  initialState: { account: null },
  evolve: (_, { data }) => ({ account: data }),
  decide({ account, on }, { account: known }) {
    const same = known?.name === account.name && known.account === account.account && known.bank === account.bank;
    return same
      ? nothingToDo
      : accept({ type: 'benefits.PaymentAccountRegistered', version: 1, effectiveAt: on, data: account });
  },
};

/** A scheme's own account stands under its own id with a dash no provider's id begins with. */
export const paymentStream = (scheme: string, provider: string | null): string =>
  `benefits.payment-${scheme}.${provider ?? '-'}`;

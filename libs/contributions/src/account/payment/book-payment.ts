import { acceptIn, type Day, earliest, type JointDecider, latest, nothingToDo, refuse } from '#kernel';
import type { AccountContext } from '../account.commands.js';
import { accountDecider } from '../account.decider.js';
import type { AccountEvent } from '../account.events.js';
import { AccountReason } from '../account.reasons.js';
import type { AccountState } from '../account.state.js';
import { receiptDecider, type ReceiptStreams } from '../record-receipt.js';
import type { WalletEvent } from '../wallet/wallet.events.js';
import { suspend, walletFold, type WalletState } from '../wallet/wallet.state.js';
import type { BookPayment, ReversePayment } from './payment.commands.js';
import { payment } from './payment.decider.js';
import type { PaymentEvent, PaymentSucceeded } from './payment.events.js';
import { PaymentReason } from './payment.reasons.js';
import { type Payment, paymentOf, paymentsFold, type PaymentsState } from './payment.state.js';

interface PaymentStream {
  readonly event: PaymentEvent;
  readonly state: PaymentsState;
}
type Reason = PaymentReason | AccountReason;
type Book = BookPayment & AccountContext;

const isBooked = ({ status }: Payment): boolean => status === 'succeeded' || status === 'reversed';

const succeeded = (command: Book, known: Payment, receipt: string | null, on: Day): PaymentSucceeded => ({
  type: 'contributions.PaymentSucceeded',
  version: 1,
  effectiveAt: on,
  data: {
    ...payment(known, command.household),
    ...{ operatorReference: command.operatorReference, amount: command.amount, currency: command.currency, receipt },
    on: command.recordedOn,
  },
});

/** Operators' references that fit are on the member's own message: a receipt is best found by them. */
export const receiptOf = ({ operatorReference }: BookPayment, { reference }: Payment): string =>
  /^[A-Za-z0-9][A-Za-z0-9_.-]{0,60}$/.test(operatorReference) ? `MM-${operatorReference}` : `MM-${reference}`;

/**
 * A payment that succeeded becomes a receipt: payment, account and number change together, or none of them, so it is
 * booked once however often it is heard of. It counts from the day it was paid, not from before it was asked for.
 *
 * @refuses contributions.payment.unknown
 * @refuses contributions.payment.sum_differs and whatever the receipt is refused for: the money goes into suspense
 */
export const bookPaymentDecider: JointDecider<Book, ReceiptStreams & { readonly payments: PaymentStream }, Reason> = {
  folds: { ...receiptDecider.folds, payments: paymentsFold },

  decide(command, { payments, ...streams }) {
    const known = paymentOf(payments, command);
    if (!known) return refuse(PaymentReason.unknown, { payment: command.payment }, 'notFound');
    if (isBooked(known)) return nothingToDo;
    const { amount, currency, recordedOn, paidOn } = command;
    if (amount !== known.amount || currency !== known.currency)
      return refuse(PaymentReason.sumDiffers, { amount, asked: known.amount }, 'unprocessable');
    const receivedOn = earliest(recordedOn, latest(known.askedOn, paidOn ?? recordedOn));
    const receipt = receiptOf(command, known);
    const { household, scheme, actor, plans } = command;
    const decision = receiptDecider.decide(
      {
        ...{ type: 'RecordReceipt', receipt, amount, receivedOn, from: 'mobile-money' },
        ...{ household, scheme, actor, plans, recordedOn },
      },
      streams,
    );
    if (decision.outcome === 'refused') return decision;
    if (decision.outcome === 'nothingToDo') return refuse(AccountReason.numberTaken, { receipt });
    return acceptIn({ ...decision.events, payments: [succeeded(command, known, receipt, receivedOn)] });
  },
};

/** The money is there and cannot be booked: it is held in suspense until a person says whose it is. */
export const suspendPaymentDecider: JointDecider<
  Book,
  { readonly payments: PaymentStream; readonly wallet: { readonly event: WalletEvent; readonly state: WalletState } },
  Reason
> = {
  folds: { payments: paymentsFold, wallet: walletFold },

  decide(command, { payments, wallet }) {
    const known = paymentOf(payments, command);
    if (!known) return refuse(PaymentReason.unknown, { payment: command.payment }, 'notFound');
    if (isBooked(known)) return nothingToDo;
    const { scheme, household, operatorReference, amount, currency, recordedOn } = command;
    const owner = { household, payment: known.payment };
    return acceptIn({
      payments: [succeeded(command, known, null, recordedOn)],
      wallet: [suspend(wallet, scheme, { operatorReference, amount, currency, on: recordedOn, ...owner })],
    });
  },
};

/**
 * The operator took the money back: the receipt is void, and the money is gone from the operator's account.
 *
 * @refuses contributions.payment.unknown
 * @refuses contributions.payment.not_booked
 * @refuses contributions.payment.wrong_day
 * @refuses contributions.payment.second_person
 * @refuses contributions.receipt.refunded part of it was given back already
 */
export const reversePaymentDecider: JointDecider<
  ReversePayment & AccountContext,
  {
    readonly payments: PaymentStream;
    readonly account: { readonly event: AccountEvent; readonly state: AccountState };
  },
  Reason
> = {
  folds: { account: accountDecider, payments: paymentsFold },

  decide(command, { payments, account }) {
    const { payment: name, because, reversedOn, approvedBy, actor, recordedOn, household } = command;
    const known = paymentOf(payments, command);
    if (!known) return refuse(PaymentReason.unknown, { payment: name }, 'notFound');
    if (known.status === 'reversed') return nothingToDo;
    const { receipt, bookedOn } = known;
    if (receipt === null || bookedOn === null)
      return refuse(PaymentReason.notBooked, { payment: name, status: known.status });
    if (reversedOn < known.askedOn || reversedOn > recordedOn)
      return refuse(PaymentReason.wrongDay, { reversedOn, askedOn: known.askedOn, today: recordedOn }, 'unprocessable');
    if (approvedBy === actor) return refuse(PaymentReason.secondPerson, { approvedBy }, 'forbidden');
    const { scheme, plans } = command;
    const decision = accountDecider.decide(
      {
        ...{ type: 'VoidReceipt', receipt, voidedOn: reversedOn, reason: because, from: 'mobile-money' },
        ...{ household, scheme, recordedOn, actor, plans },
      },
      account,
    );
    if (decision.outcome !== 'accepted') return decision;
    return acceptIn({
      account: decision.events,
      payments: [
        {
          type: 'contributions.PaymentReversed',
          version: 1,
          effectiveAt: reversedOn,
          data: { ...payment(known, household), receipt, because, reversedOn, approvedBy },
        },
      ],
    });
  },
};

import { acceptIn, type Day, type Decision, type JointDecider, type Refusal, refuse } from '#kernel';
import type { TillEvent } from '../till/till.events.js';
import { collected, type OpenTill, paidOut, tillFold, type TillState } from '../till/till.state.js';
import type { Of } from './account.commands.js';
import { accountDecider } from './account.decider.js';
import type { AccountEvent } from './account.events.js';
import { AccountReason } from './account.reasons.js';
import type { AccountState } from './account.state.js';
import { type ReceiptCommand, receiptDecider, type ReceiptStreams } from './record-receipt.js';

interface TillStream {
  readonly event: TillEvent;
  readonly state: TillState;
}
export type ReceiptAtTillStreams = ReceiptStreams & { readonly till: TillStream };
export type AccountAtTillStreams = {
  readonly account: { readonly event: AccountEvent; readonly state: AccountState };
  readonly till: TillStream;
};

/**
 * A receipt whose money is put in a till: account, number and till change together, or none of them.
 *
 * @refuses contributions.receipt.till_not_open
 * @refuses contributions.receipt.till_wrong_day dated before the till was opened
 * @refuses contributions.receipt.till_currency
 * @refuses contributions.receipt.till_full      more than its maximum would lie there
 */
export const receiptAtTillDecider: JointDecider<ReceiptCommand, ReceiptAtTillStreams, AccountReason> = {
  folds: { ...receiptDecider.folds, till: tillFold },

  decide(command, { till, ...streams }) {
    const { receipt, amount, receivedOn } = command;
    const decision = receiptDecider.decide(command, streams);
    if (decision.outcome !== 'accepted') return decision;
    const booked = decision.events.account?.find(event => event.type === 'contributions.ReceiptRecorded');
    const open = opened(till, receivedOn, booked?.data.currency);
    if ('outcome' in open) return open;
    const cash = open.expected + amount;
    if (open.maximum !== null && cash > open.maximum)
      return refuse(AccountReason.tillFull, { cash, maximum: open.maximum });
    return acceptIn({ ...decision.events, till: [collected(open, receipt, amount, receivedOn)] });
  },
};

/**
 * A receipt in a till is void, or credit is given back from one: the till is short of that money from then on.
 *
 * @refuses contributions.receipt.till_not_open
 * @refuses contributions.receipt.till_wrong_day
 * @refuses contributions.receipt.till_currency
 * @refuses contributions.receipt.till_short     less lies there
 */
export const accountAtTillDecider: JointDecider<
  Of<'VoidReceipt'> | Of<'RefundCredit'>,
  AccountAtTillStreams,
  AccountReason
> = {
  folds: { account: accountDecider, till: tillFold },

  decide(command, { account, till }) {
    const decision: Decision<AccountEvent, AccountReason> = accountDecider.decide(command, account);
    if (decision.outcome !== 'accepted') return decision;
    const moved = decision.events.find(
      event => event.type === 'contributions.ReceiptVoided' || event.type === 'contributions.CreditRefunded',
    );
    if (!moved) return acceptIn({ account: decision.events });
    const { amount, currency } = moved.data;
    const [on, why, reference] =
      command.type === 'VoidReceipt'
        ? [command.voidedOn, 'receipt-voided' as const, command.receipt]
        : [command.paidOn, 'credit-refunded' as const, command.refund];
    const open = opened(till, on, currency);
    if ('outcome' in open) return open;
    if (amount > open.expected) return refuse(AccountReason.tillShort, { amount, cash: open.expected });
    if (command.type === 'RefundCredit' && command.approvedBy === open.holder)
      return refuse(AccountReason.secondPerson, { approvedBy: command.approvedBy }, 'forbidden');
    return acceptIn({ account: decision.events, till: [paidOut(open, why, reference, amount, on)] });
  },
};

const opened = (till: TillState, on: Day, currency: string | undefined): OpenTill | Refusal<AccountReason> => {
  if (till.status !== 'open') return refuse(AccountReason.tillNotOpen);
  if (on < till.openedOn) return refuse(AccountReason.tillWrongDay, { on, openedOn: till.openedOn }, 'unprocessable');
  if (currency !== till.currency)
    return refuse(AccountReason.tillCurrency, { currency, kept: till.currency }, 'unprocessable');
  return till;
};

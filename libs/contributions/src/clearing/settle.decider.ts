import {
  accept,
  type Currency,
  type Day,
  type Decider,
  type Decision,
  type Minor,
  nothingToDo,
  refuse,
  seal,
  unreachable,
} from '#kernel';
import type { ClearingEvent, SettlementPaid } from './clearing.events.js';
import { ClearingReason } from './clearing.reasons.js';
import { clearingFold, type ClearingState, type Settlement } from './clearing.state.js';
import { settled } from './postings.js';

interface OfPayment {
  readonly clearing: string;
  readonly payment: string;
  readonly recordedOn: Day;
  readonly actor: string;
}

export type SettleRequest =
  | { readonly type: 'RequestSettlement'; readonly payer: string; readonly reference: string }
  | {
      readonly type: 'NoteSettlement';
      readonly request: string;
      readonly answer:
        | { readonly status: 'pending' | 'unknown' }
        | { readonly status: 'failed'; readonly code: string }
        | {
            readonly status: 'succeeded';
            readonly operatorReference: string;
            readonly amount: Minor;
            readonly currency: Currency;
          };
    }
  | {
      readonly type: 'ConfirmTransfer';
      readonly reference: string;
      readonly paidOn: Day;
      readonly approvedBy: string;
    };
export type SettleCommand = SettleRequest & OfPayment;
type Of<Type extends SettleRequest['type']> = Extract<SettleRequest, { type: Type }> & OfPayment;
type Outcome = Decision<ClearingEvent, ClearingReason>;
type Netted = Extract<ClearingState, { status: 'netted' }>;

/** Payments of a netting: asked for by telephone under one reference at a time, or found at the bank. */
export const settleDecider: Decider<SettleCommand, ClearingEvent, ClearingState, ClearingReason> = {
  ...clearingFold,

  decide(command, state) {
    const known = state.status === 'none' ? undefined : state.settlements.find(one => one.payment === command.payment);
    if (state.status === 'none' || !known)
      return refuse(ClearingReason.unknown, { clearing: command.clearing, payment: command.payment }, 'notFound');
    switch (command.type) {
      case 'RequestSettlement':
        return request(command, state, known);
      case 'NoteSettlement':
        return note(command, state, known);
      case 'ConfirmTransfer':
        return confirm(command, state, known);
      default:
        return unreachable(command);
    }
  },
};

/** Nothing else is asked for while one request may still take money, or have taken it. */
export const isUnderWay = ({ attempts }: Settlement): boolean => attempts.some(({ status }) => status !== 'failed');

/**
 * @refuses contributions.clearing.settled
 * @refuses contributions.clearing.under_way
 */
const request = (command: Of<'RequestSettlement'>, { netted }: Netted, known: Settlement): Outcome => {
  const { clearing, payment, reference, payer, recordedOn: askedOn } = command;
  if (known.paid) return refuse(ClearingReason.settled, { payment });
  if (isUnderWay(known)) return refuse(ClearingReason.underWay, { payment });
  const { to, amount } = known;
  return accept({
    type: 'contributions.SettlementRequested',
    version: 1,
    effectiveAt: askedOn,
    data: { clearing, payment, reference, to, amount, currency: netted.currency, askedOn },
    sealed: { payer: seal(`scheme:${known.from}`, 'identity', payer) },
  });
};

/** A status that was read: a failure is believed until the operator says otherwise, money that is there is booked once. */
const note = (command: Of<'NoteSettlement'>, { netted }: Netted, known: Settlement): Outcome => {
  const { clearing, payment, request: reference, answer, recordedOn: on } = command;
  const attempt = known.attempts.find(one => one.reference === reference);
  if (!attempt || known.paid) return nothingToDo;
  if (answer.status === 'succeeded') {
    // Another sum than was asked for is not this payment: the creditor's statement of the day puts it into suspense.
    if (answer.amount !== known.amount || answer.currency !== netted.currency) return nothingToDo;
    const paid = { by: 'mobile-money', reference: answer.operatorReference, request: reference, paidOn: on } as const;
    return accept(paidEvent(command, netted.currency, known, { ...paid, approvedBy: null }));
  }
  if (attempt.status === answer.status || (attempt.status === 'failed' && answer.status !== 'failed'))
    return nothingToDo;
  if (attempt.status === 'pending' && answer.status === 'unknown') return nothingToDo;
  const code = answer.status === 'failed' ? answer.code : null;
  const data = { clearing, payment, reference, status: answer.status, code, on };
  return accept({ type: 'contributions.SettlementHeard', version: 1, effectiveAt: on, data });
};

/**
 * @refuses contributions.clearing.settled
 * @refuses contributions.clearing.under_way      the money may have moved by telephone
 * @refuses contributions.clearing.wrong_day
 * @refuses contributions.clearing.second_person  always: nobody but two people saw it at the bank
 */
const confirm = (command: Of<'ConfirmTransfer'>, { netted }: Netted, known: Settlement): Outcome => {
  const { payment, reference, paidOn, approvedBy, actor, recordedOn } = command;
  if (known.paid) return known.paid.reference === reference ? nothingToDo : refuse(ClearingReason.settled, { payment });
  if (isUnderWay(known)) return refuse(ClearingReason.underWay, { payment });
  if (paidOn > recordedOn || paidOn < netted.nettedOn)
    return refuse(ClearingReason.wrongDay, { paidOn, since: netted.nettedOn, today: recordedOn }, 'unprocessable');
  if (approvedBy === actor) return refuse(ClearingReason.secondPerson, { approvedBy }, 'forbidden');
  const paid = { by: 'bank', reference, request: null, paidOn, approvedBy } as const;
  return accept(paidEvent(command, netted.currency, known, paid));
};

type Paid = Pick<SettlementPaid['data'], 'by' | 'reference' | 'request' | 'paidOn' | 'approvedBy'>;

const paidEvent = (
  { clearing, payment }: OfPayment,
  currency: Currency,
  { from, to, amount }: Settlement,
  paid: Paid,
): SettlementPaid => ({
  type: 'contributions.SettlementPaid',
  version: 1,
  effectiveAt: paid.paidOn,
  data: {
    ...{ clearing, payment, from, to, amount, currency },
    ...paid,
    postings: settled(from, to, amount, paid.by),
  },
});

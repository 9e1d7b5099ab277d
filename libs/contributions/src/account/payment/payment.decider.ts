import { accept, addDays, type Decider, type Decision, nothingToDo, refuse, seal, unreachable } from '#kernel';
import { AccountReason } from '../account.reasons.js';
import type { Of, PaymentCommand } from './payment.commands.js';
import type { PaymentEvent } from './payment.events.js';
import { PaymentReason } from './payment.reasons.js';
import { isOpen, type Payment, paymentOf, paymentsFold, type PaymentsState } from './payment.state.js';

type Reason = PaymentReason | AccountReason;
type Outcome = Decision<PaymentEvent, Reason>;

/** Days a member has to confirm, beside the day they were asked. */
const patience_days = 2;

/** Asking for money by telephone, and what is heard of it. That it succeeded is booked with the account: book-payment.ts. */
export const paymentDecider: Decider<PaymentCommand, PaymentEvent, PaymentsState, Reason> = {
  ...paymentsFold,

  decide(command, state) {
    switch (command.type) {
      case 'RequestPayment':
        return request(command, state);
      case 'NoteAnswer':
        return note(command, state);
      case 'ClosePaymentsDay':
        return closeDay(command, state);
      case 'GiveUpPayment':
        return giveUp(command, state);
      default:
        return unreachable(command);
    }
  },
};

export const payment = ({ scheme, payment: name, reference }: Payment, household: string) => ({
  ...{ scheme, household, payment: name, reference },
});

/**
 * One payment at a time: while one may still take money, or have taken it, no other is asked for.
 *
 * @refuses contributions.account.unknown
 * @refuses contributions.payment.taken            the same request again changes nothing
 * @refuses contributions.payment.under_way
 * @refuses contributions.account.no_plan_in_force no dues were raised yet
 */
const request = (command: Of<'RequestPayment'>, state: PaymentsState): Outcome => {
  const { scheme, household, payment: name, reference, amount, payer, account, recordedOn: askedOn } = command;
  if (account?.scheme !== scheme) return refuse(AccountReason.unknown, { household }, 'notFound');
  const known = paymentOf(state, command);
  if (known) return known.amount === amount ? nothingToDo : refuse(PaymentReason.taken, { payment: name });
  const open = state.payments.find(isOpen);
  if (open) return refuse(PaymentReason.underWay, { payment: open.payment, status: open.status });
  const { currency } = account;
  if (currency === null) return refuse(AccountReason.noPlanInForce, { household });
  return accept({
    type: 'contributions.PaymentRequested',
    version: 1,
    effectiveAt: askedOn,
    data: { scheme, household, payment: name, reference, amount, currency, askedOn },
    sealed: { payer: seal(household, 'identity', payer) },
  });
};

/**
 * A status that was read. Not hearing of a payment that waits is no news; a failure is believed until the operator says
 * otherwise; of money that is booked, a person decides.
 *
 * @refuses contributions.payment.unknown
 */
const note = (command: Of<'NoteAnswer'>, state: PaymentsState): Outcome => {
  const { household, payment: name, answer, recordedOn: on } = command;
  const known = paymentOf(state, command);
  if (!known) return refuse(PaymentReason.unknown, { payment: name }, 'notFound');
  const data = { ...payment(known, household), on };
  const shared = { version: 1, effectiveAt: on } as const;
  const { status } = known;
  switch (answer.status) {
    case 'pending':
      return status === 'requested' || status === 'unknown'
        ? accept({ type: 'contributions.PaymentPending', ...shared, data })
        : nothingToDo;
    case 'unknown':
      return status === 'requested' ? accept({ type: 'contributions.PaymentUnknown', ...shared, data }) : nothingToDo;
    case 'failed':
      return isOpen(known) || status === 'timed-out'
        ? accept({
            type: 'contributions.PaymentFailed',
            ...shared,
            data: { ...data, code: answer.code, approvedBy: null },
          })
        : nothingToDo;
    default:
      return unreachable(answer);
  }
};

/** What was never heard of is not given up by the clock: only what the operator holds and nobody confirmed. */
const closeDay = ({ household, day: on }: Of<'ClosePaymentsDay'>, { payments }: PaymentsState): Outcome => {
  const late = payments.filter(({ status, askedOn }) => status === 'pending' && on >= addDays(askedOn, patience_days));
  if (late.length === 0) return nothingToDo;
  return accept(
    ...late.map(one => ({
      type: 'contributions.PaymentTimedOut' as const,
      version: 1 as const,
      effectiveAt: on,
      data: { ...payment(one, household), on },
    })),
  );
};

/**
 * Nobody will hear of it any more: a person says that it never happened, once the statement of the day after it was
 * asked for has been compared and did not have it.
 *
 * @refuses contributions.payment.unknown
 * @refuses contributions.payment.not_under_way
 * @refuses contributions.payment.statement_first
 * @refuses contributions.payment.second_person
 */
const giveUp = (command: Of<'GiveUpPayment'>, state: PaymentsState): Outcome => {
  const { household, payment: name, approvedBy, actor, comparedUpTo, recordedOn: on } = command;
  const known = paymentOf(state, command);
  if (!known) return refuse(PaymentReason.unknown, { payment: name }, 'notFound');
  if (known.code === givenUp) return nothingToDo;
  if (!isOpen(known)) return refuse(PaymentReason.notUnderWay, { payment: name, status: known.status });
  const { askedOn } = known;
  if (comparedUpTo === null || comparedUpTo <= askedOn)
    return refuse(PaymentReason.statementFirst, { askedOn, comparedUpTo });
  if (approvedBy === actor) return refuse(PaymentReason.secondPerson, { approvedBy }, 'forbidden');
  return accept({
    type: 'contributions.PaymentFailed',
    version: 1,
    effectiveAt: on,
    data: { ...payment(known, household), on, code: givenUp, approvedBy },
  });
};

/** In place of an operator's code. */
const givenUp = 'given-up';

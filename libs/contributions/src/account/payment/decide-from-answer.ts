import { Injectable } from '@nestjs/common';
import { CommandRefused, type Decided, Decisions, type Metadata, uuid5In } from '#eventstore';
import type { Currency, Day, Minor } from '#kernel';
import { Operators, type PaymentAnswer } from '#platform';
import { accountStream } from '../account.state.js';
import { contextOf } from '../decide-account.js';
import { receiptStream } from '../../receipt/receipt.state.js';
import { walletStream } from '../wallet/wallet.state.js';
import { bookPaymentDecider, receiptOf, suspendPaymentDecider } from './book-payment.js';
import { paymentDecider } from './payment.decider.js';
import { PaymentReason } from './payment.reasons.js';
import { type Payment, paymentOf, paymentsFold, paymentsStream } from './payment.state.js';

/** Money that an operator says it holds for a payment of ours. */
export interface Held {
  readonly operatorReference: string;
  readonly amount: Minor;
  readonly currency: Currency;
  readonly paidOn: Day | null;
}

/** Asks operators, and has what they answer decided on. Whatever is heard goes through here, and is read before it is booked. */
@Injectable()
export class PaymentDesk {
  constructor(
    private readonly decisions: Decisions,
    private readonly operators: Operators,
  ) {}

  async find(household: string, payment: string, { scheme }: Metadata): Promise<Payment | undefined> {
    const state = await this.decisions.latestStateOf('contributions', paymentsStream(household), paymentsFold);
    return paymentOf(state, { scheme, payment });
  }

  /**
   * Asks the operator what became of a payment; where nothing is known to have been asked yet, asks for the money. Always
   * under the reference it was given first.
   */
  async look(household: string, known: Payment, metadata: Metadata): Promise<Decided | null> {
    const operator = this.operators.of(known.scheme);
    if (!operator || known.status === 'succeeded' || known.status === 'reversed') return null;
    const { reference, amount, currency, payer, status } = known;
    const answer =
      status === 'requested' && payer !== null
        ? await operator.collect({ reference, amount, currency, payer }, metadata.recordedAt)
        : await operator.statusOf(reference, metadata.recordedAt);
    return this.note(household, known, answer, metadata);
  }

  /** Money that is there, found under the payment's reference: booked, or put into suspense where it cannot be. */
  async book(household: string, known: Payment, held: Held, metadata: Metadata): Promise<Decided> {
    const { scheme } = metadata;
    const by = stepOf(metadata);
    const context = await contextOf(this.decisions, household, metadata);
    const command = { type: 'BookPayment' as const, payment: known.payment, ...held, ...context };
    const payments = paymentsStream(household);
    const number = receiptStream(scheme, receiptOf(command, known));
    const streams = { account: accountStream(household), number, payments };
    try {
      return await this.decisions.decideJointly(
        'contributions',
        streams,
        bookPaymentDecider,
        command,
        by(`book|${household}|${known.payment}`),
        { fresh: ['number'] },
      );
    } catch (error) {
      if (!(error instanceof CommandRefused) || error.refusal.reason === PaymentReason.unknown) throw error;
      const held = { payments, wallet: walletStream(scheme) };
      const name = by(`suspend|${household}|${known.payment}`);
      return this.decisions.decideJointly('contributions', held, suspendPaymentDecider, command, name);
    }
  }

  private async note(household: string, known: Payment, answer: PaymentAnswer, metadata: Metadata): Promise<Decided> {
    if (answer.status === 'succeeded') {
      const { operatorReference, amount, currency } = answer;
      return this.book(household, known, { operatorReference, amount, currency, paidOn: null }, metadata);
    }
    const { recordedOn, actor, scheme } = await contextOf(this.decisions, household, metadata);
    const heard = answer.status === 'failed' ? { ...answer, code: codeOf(answer.code) } : answer;
    const command = {
      ...{ type: 'NoteAnswer' as const, payment: known.payment, answer: heard },
      ...{ scheme, household, recordedOn, actor },
    };
    const by = stepOf(metadata)(`note|${household}|${known.payment}`);
    return this.decisions.decide('contributions', paymentsStream(household), paymentDecider, command, by);
  }
}

/** What follows from a request is done under ids made of its own. */
export const stepOf = (metadata: Metadata) => {
  const idOf = uuid5In(metadata.commandId);
  return (step: string): Metadata => ({ ...metadata, commandId: idOf(step) });
};

/** An operator's code is a word; whatever else it says could name somebody. */
export const codeOf = (code: string): string => (/^[A-Za-z0-9_.-]{1,64}$/.test(code) ? code : 'genericError');

import { Injectable } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { type Day, dayIn, refuse } from '#kernel';
import { Operators, type PaymentAnswer } from '#platform';
import { codeOf, stepOf } from '../account/payment/decide-from-answer.js';
import { ClearingReason } from './clearing.reasons.js';
import { type Attempt, clearingFold, clearingStream, type Settlement } from './clearing.state.js';
import { viewOfClearing } from './clearing.views.js';
import { settleDecider, type SettleRequest } from './settle.decider.js';

interface Netted {
  readonly currency: Parameters<NonNullable<ReturnType<Operators['of']>>['collect']>[0]['currency'];
  readonly settlement: Settlement;
}

/** Asks operators for the payments of a netting, and has what they answer decided on: read before it is booked. */
@Injectable()
export class SettlementDesk {
  constructor(
    private readonly decisions: Decisions,
    private readonly operators: Operators,
  ) {}

  /** Every time it was asked for is read again, failed ones too: late money is booked, not asked for twice. */
  async look(clearing: string, payment: string, metadata: Metadata): Promise<Decided | null> {
    let decided: Decided | null = null;
    const { settlement } = await this.find(clearing, payment);
    for (const attempt of settlement.attempts) {
      const answer = await this.ask(clearing, payment, attempt, metadata);
      if (answer) decided = await this.note(clearing, payment, attempt.reference, answer, metadata);
    }
    return decided;
  }

  /** The reference is stored before anybody is asked. */
  async request(clearing: string, payment: string, payer: string, metadata: Metadata): Promise<Decided> {
    const { settlement } = await this.find(clearing, payment);
    if (!this.operators.of(settlement.to))
      throw new CommandRefused(refuse(ClearingReason.noOperator, { scheme: settlement.to }));
    await this.look(clearing, payment, stepOf(metadata)('look'));
    const reference = stepOf(metadata)('reference').commandId;
    const decided = await this.decide(clearing, payment, { type: 'RequestSettlement', payer, reference }, metadata);
    return (await this.look(clearing, payment, stepOf(metadata)('ask'))) ?? decided;
  }

  decide(clearing: string, payment: string, request: SettleRequest, metadata: Metadata): Promise<Decided> {
    const { actor, recordedAt } = metadata;
    const context = { clearing, payment, actor: actor.id, recordedOn: dayIn('UTC', recordedAt) };
    const stream = clearingStream(clearing);
    const command = { ...request, ...context };
    return this.decisions.decide('contributions', stream, settleDecider, command, metadata, {
      answer: ({ self }) => ({ body: viewOfClearing(self) }),
    });
  }

  private async find(clearing: string, payment: string): Promise<Netted> {
    const state = await this.decisions.latestStateOf('contributions', clearingStream(clearing), clearingFold);
    const settlement = state.status === 'none' ? undefined : state.settlements.find(one => one.payment === payment);
    if (state.status === 'none' || !settlement)
      throw new CommandRefused(refuse(ClearingReason.unknown, { clearing, payment }, 'notFound'));
    return { currency: state.netted.currency, settlement };
  }

  private async ask(
    clearing: string,
    payment: string,
    { reference, status, payer }: Attempt,
    { recordedAt }: Metadata,
  ): Promise<PaymentAnswer | null> {
    const { currency, settlement } = await this.find(clearing, payment);
    const operator = this.operators.of(settlement.to);
    if (!operator || settlement.paid) return null;
    const { amount } = settlement;
    return status === 'requested' && payer !== null
      ? operator.collect({ reference, amount, currency, payer }, recordedAt)
      : operator.statusOf(reference, recordedAt);
  }

  private note(clearing: string, payment: string, request: string, answer: PaymentAnswer, metadata: Metadata) {
    const heard = answer.status === 'failed' ? { ...answer, code: codeOf(answer.code) } : answer;
    const by = stepOf(metadata)(`note|${request}|${answer.status}`);
    return this.decide(clearing, payment, { type: 'NoteSettlement', request, answer: heard }, by);
  }
}

type Asked =
  | { readonly type: 'RequestSettlement'; readonly payer: string }
  | { readonly type: 'CheckSettlement' }
  | { readonly type: 'ConfirmTransfer'; readonly reference: string; readonly paidOn: Day; readonly approvedBy: string };

/** `new SettlePayment('2025-07', '1', { type: 'RequestSettlement', payer: '+22670000000' }, by)` */
export class SettlePayment extends Command<Decided> {
  constructor(
    readonly clearing: string,
    readonly payment: string,
    readonly request: Asked,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(SettlePayment)
export class SettlePaymentHandler implements ICommandHandler<SettlePayment> {
  constructor(
    private readonly desk: SettlementDesk,
    private readonly decisions: Decisions,
  ) {}

  async execute({ clearing, payment, request, metadata }: SettlePayment): Promise<Decided> {
    const decided = await this.decide(clearing, payment, request, metadata);
    const state = await this.decisions.latestStateOf('contributions', clearingStream(clearing), clearingFold);
    return { ...decided, answer: viewOfClearing(state) };
  }

  private async decide(clearing: string, payment: string, request: Asked, metadata: Metadata): Promise<Decided> {
    switch (request.type) {
      case 'RequestSettlement':
        return this.desk.request(clearing, payment, request.payer, metadata);
      case 'CheckSettlement':
        return (
          (await this.desk.look(clearing, payment, metadata)) ?? { status: 'unchanged', position: 0, answer: null }
        );
      case 'ConfirmTransfer':
        return this.desk.decide(clearing, payment, request, metadata);
    }
  }
}

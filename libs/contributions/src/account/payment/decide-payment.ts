import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { type Minor, refuse } from '#kernel';
import { Operators } from '#platform';
import { accountFold } from '../account.evolve.js';
import { accountStream } from '../account.state.js';
import { contextOf } from '../decide-account.js';
import { walletFold, walletStream } from '../wallet/wallet.state.js';
import { reversePaymentDecider } from './book-payment.js';
import { PaymentDesk, stepOf } from './decide-from-answer.js';
import type { ReversePayment } from './payment.commands.js';
import { paymentDecider } from './payment.decider.js';
import { PaymentReason } from './payment.reasons.js';
import { type Payment, paymentsStream } from './payment.state.js';
import { viewOfPayment } from './payment.view.js';

type Asked =
  | { readonly type: 'RequestPayment'; readonly amount: Minor; readonly payer: string }
  | { readonly type: 'CheckPayment' }
  | { readonly type: 'GiveUpPayment'; readonly approvedBy: string }
  | Omit<ReversePayment, 'payment'>;

/** `new DecidePayment('H0', 'P-1', { type: 'RequestPayment', amount: 5_000, payer: '+22670000000' }, by)` */
export class DecidePayment extends Command<Decided> {
  constructor(
    readonly household: string,
    readonly payment: string,
    readonly request: Asked,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecidePayment)
export class DecidePaymentHandler implements ICommandHandler<DecidePayment> {
  constructor(
    private readonly decisions: Decisions,
    private readonly operators: Operators,
    private readonly desk: PaymentDesk,
  ) {}

  async execute(asked: DecidePayment): Promise<Decided> {
    const { household, payment, metadata } = asked;
    const decided = await this.decide(asked);
    const known = await this.desk.find(household, payment, metadata);
    return { ...decided, answer: known ? viewOfPayment(household, known) : null };
  }

  private decide(asked: DecidePayment): Promise<Decided> {
    const { request, metadata } = asked;
    switch (request.type) {
      case 'RequestPayment':
        return this.ask(asked, request);
      case 'CheckPayment':
        return this.check(asked);
      case 'GiveUpPayment':
        return this.giveUp(asked, request);
      case 'ReversePayment':
        return this.reverse(asked, request, metadata);
    }
  }

  /** The reference is stored before anybody is asked; the same request again asks under the same one. */
  private async ask(
    { household, payment, metadata }: DecidePayment,
    { amount, payer }: Extract<Asked, { type: 'RequestPayment' }>,
  ): Promise<Decided> {
    if (!this.operators.of(metadata.scheme)) throw new CommandRefused(refuse(PaymentReason.noOperator));
    const account = await this.decisions.latestStateOf('contributions', accountStream(household), accountFold);
    const context = await this.context(household, metadata);
    const decided = await this.decisions.decide(
      'contributions',
      paymentsStream(household),
      paymentDecider,
      {
        ...{ type: 'RequestPayment', payment, amount, payer, ...context },
        reference: stepOf(metadata)('reference').commandId,
        account: account.status === 'none' ? null : { scheme: account.scheme, currency: account.currency },
      },
      metadata,
    );
    const known = await this.desk.find(household, payment, metadata);
    if (known?.status !== 'requested') return decided;
    return (await this.desk.look(household, known, metadata)) ?? decided;
  }

  private async check({ household, payment, metadata }: DecidePayment): Promise<Decided> {
    const known = await this.known(household, payment, metadata);
    const decided = await this.desk.look(household, known, metadata);
    return decided ?? { status: 'unchanged', position: 0, answer: null };
  }

  private async giveUp(
    { household, payment, metadata }: DecidePayment,
    { approvedBy }: Extract<Asked, { type: 'GiveUpPayment' }>,
  ): Promise<Decided> {
    const wallet = await this.decisions.latestStateOf('contributions', walletStream(metadata.scheme), walletFold);
    const context = await this.context(household, metadata);
    return this.decisions.decide(
      'contributions',
      paymentsStream(household),
      paymentDecider,
      { type: 'GiveUpPayment', payment, approvedBy, comparedUpTo: wallet.comparedUpTo, ...context },
      metadata,
    );
  }

  private async reverse(
    { household, payment }: DecidePayment,
    request: Extract<Asked, { type: 'ReversePayment' }>,
    metadata: Metadata,
  ): Promise<Decided> {
    const streams = { account: accountStream(household), payments: paymentsStream(household) };
    const context = await contextOf(this.decisions, household, metadata);
    const command = { ...request, payment, ...context };
    return this.decisions.decideJointly('contributions', streams, reversePaymentDecider, command, metadata);
  }

  private async known(household: string, payment: string, metadata: Metadata): Promise<Payment> {
    const known = await this.desk.find(household, payment, metadata);
    if (!known) throw new CommandRefused(refuse(PaymentReason.unknown, { payment }, 'notFound'));
    return known;
  }

  private async context(household: string, metadata: Metadata) {
    const { scheme, recordedOn, actor } = await contextOf(this.decisions, household, metadata);
    return { scheme, household, recordedOn, actor };
  }
}

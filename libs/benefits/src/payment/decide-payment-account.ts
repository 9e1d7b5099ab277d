import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { type Day, type Instant, refuse } from '#kernel';
import { paymentFile } from '../http/documents/payment-file.js';
import { remittanceStream } from '../remittance/decide-payment.js';
import { remittanceFold, type RemittanceState } from '../remittance/remittance.decider.js';
import { RemittanceReason } from '../remittance/remittance.reasons.js';
import { paymentDecider, paymentStream, type RegisterPaymentAccount } from './payment.decider.js';
import { PaymentReason } from './payment.reasons.js';

export class DecidePaymentAccount extends Command<Decided> {
  constructor(
    readonly command: RegisterPaymentAccount,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecidePaymentAccount)
export class DecidePaymentAccountHandler implements ICommandHandler<DecidePaymentAccount> {
  constructor(private readonly decisions: Decisions) {}

  execute({ command, metadata }: DecidePaymentAccount): Promise<Decided> {
    const { scheme, provider } = command.account;
    return this.decisions.decide('benefits', paymentStream(scheme, provider), paymentDecider, command, metadata);
  }
}

/** A bank file for approved remittances that are not paid yet. */
export class PaymentFile extends Query<string> {
  constructor(
    readonly scheme: string,
    readonly remittances: readonly string[],
    readonly executeOn: Day,
    readonly createdAt: Instant,
  ) {
    super();
  }
}

@QueryHandler(PaymentFile)
export class PaymentFileHandler implements IQueryHandler<PaymentFile> {
  constructor(private readonly decisions: Decisions) {}

  /**
   * @throws CommandRefused benefits.remittance.not_found, ….not_approved, ….already_paid, ….nothing_to_pay,
   *   ….mixed_currencies, benefits.payment.account_missing
   */
  async execute({ scheme, remittances, executeOn, createdAt }: PaymentFile): Promise<string> {
    const from = await this.accountOf(scheme, null);
    const due = await Promise.all(remittances.map(async id => payable(id, await this.remittance(scheme, id))));
    const currency = due[0]!.currency;
    if (due.some(one => one.currency !== currency)) throw refused(RemittanceReason.mixedCurrencies);
    const transfers = await Promise.all(
      due.map(async ({ remittance, net, provider }) => ({
        remittance,
        amount: net,
        to: await this.accountOf(scheme, provider),
      })),
    );
    return paymentFile({ scheme, from, executeOn, createdAt, currency, transfers });
  }

  private remittance(scheme: string, id: string): Promise<RemittanceState> {
    return this.decisions.stateOf('benefits', remittanceStream(scheme, id), remittanceFold);
  }

  private async accountOf(scheme: string, provider: string | null) {
    const { account } = await this.decisions.stateOf('benefits', paymentStream(scheme, provider), paymentDecider);
    if (!account) throw new CommandRefused(refuse(PaymentReason.accountMissing, { provider: provider ?? scheme }));
    return account;
  }
}

const payable = (id: string, { issued, approved, paid }: RemittanceState) => {
  if (!issued) throw new CommandRefused(refuse(RemittanceReason.notFound, undefined, 'notFound'));
  if (!approved) throw refused(RemittanceReason.notApproved, id);
  if (paid) throw refused(RemittanceReason.alreadyPaid, id);
  if (issued.net === 0) throw refused(RemittanceReason.nothingToPay, id);
  return issued;
};

const refused = (reason: RemittanceReason, remittance?: string): CommandRefused =>
  new CommandRefused(refuse(reason, remittance === undefined ? undefined : { remittance }));

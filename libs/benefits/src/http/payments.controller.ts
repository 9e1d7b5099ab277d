import { Body, Controller, Get, Header, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, type Metadata, type Scope } from '#eventstore';
import { Clock, dayIn, refuse } from '#kernel';
import { By, Caller, type CallerIdentity, In, Operation, pdfOf } from '#platform';
import { bordereauCsv, bordereauPdf } from './documents/bordereau.js';
import { DecidePaymentAccount, PaymentFile } from '../payment/decide-payment-account.js';
import { DecidePayment } from '../remittance/decide-payment.js';
import { RemittanceReason } from '../remittance/remittance.reasons.js';
import { SchemePath } from './catalogue.dto.js';
import { ConfirmPaymentDto, PaymentAccountDto, PaymentFileDto, RemittancePath } from './payments.dto.js';
import { Remittance, type RemittanceView } from './remittances.queries.js';

const readers = ['scheme-manager', 'scheme-clerk', 'federation-finance', 'provider-client', 'auditor'] as const;
const payers = ['scheme-manager', 'federation-finance'] as const;

/** From a prepared remittance to money at the provider's: a second signature, papers, the bank's file, the receipt. */
@Controller('v1/schemes/:scheme')
export class PaymentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Get('remittances/:remittance')
  @Operation({
    name: 'Remittance',
    allow: readers,
    summary: { fr: 'Voir un bordereau', en: 'See a remittance' },
  })
  async show(
    @Param() path: RemittancePath,
    @In() scope: Scope,
    @Caller() caller: CallerIdentity,
  ): Promise<RemittanceView['remittance'] & Pick<RemittanceView, 'lines'>> {
    const { remittance, lines } = await this.find(path, scope, caller);
    return { ...remittance, lines };
  }

  @Post('remittances/:remittance/approval')
  @Operation({
    name: 'ApproveRemittance',
    allow: payers,
    summary: { fr: 'Approuver un bordereau préparé par un autre', en: 'Approve a remittance somebody else prepared' },
  })
  approve(@Param() { remittance }: RemittancePath, @By() by: Metadata): Promise<Decided> {
    const on = dayIn('UTC', by.recordedAt);
    return this.commands.execute(
      new DecidePayment({ type: 'ApproveRemittance', remittance, actor: by.actor.id, on }, by),
    );
  }

  @Post('remittances/:remittance/payment')
  @Operation({
    name: 'ConfirmPayment',
    allow: payers,
    summary: { fr: 'Constater le paiement d’un bordereau', en: 'Say that a remittance is paid' },
  })
  confirm(
    @Param() { remittance }: RemittancePath,
    @Body() { paidOn, reference }: ConfirmPaymentDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const recordedOn = dayIn('UTC', by.recordedAt);
    return this.commands.execute(
      new DecidePayment({ type: 'ConfirmPayment', remittance, paidOn, recordedOn, reference }, by),
    );
  }

  @Get('remittances/:remittance/bordereau.pdf')
  @Operation({
    name: 'BordereauPdf',
    allow: readers,
    summary: { fr: 'Bordereau à imprimer', en: 'The remittance on paper' },
  })
  async pdf(
    @Param() path: RemittancePath,
    @In() scope: Scope,
    @Caller() caller: CallerIdentity,
  ): Promise<StreamableFile> {
    const { remittance, lines } = await this.find(path, scope, caller);
    const pdf = await pdfOf(bordereauPdf(remittance, lines), this.clock.now().slice(0, 10));
    return new StreamableFile(pdf, { type: 'application/pdf' });
  }

  @Get('remittances/:remittance/bordereau.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Operation({
    name: 'BordereauCsv',
    allow: readers,
    summary: { fr: 'Bordereau pour tableur', en: 'The remittance for a spreadsheet' },
  })
  async csv(@Param() path: RemittancePath, @In() scope: Scope, @Caller() caller: CallerIdentity): Promise<string> {
    const { remittance, lines } = await this.find(path, scope, caller);
    return bordereauCsv(remittance, lines);
  }

  @Post('payment-accounts')
  @Operation({
    name: 'RegisterPaymentAccount',
    allow: payers,
    summary: { fr: 'Enregistrer un compte à payer ou à débiter', en: 'Register where somebody is paid' },
  })
  register(
    @Param() { scheme }: SchemePath,
    @Body() { provider = '', name, account, bank = '' }: PaymentAccountDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const party = { scheme, provider: provider || null, name, account, bank: bank || null };
    const command = { account: { ...party, registeredBy: by.actor.id }, on: dayIn('UTC', by.recordedAt) };
    return this.commands.execute(new DecidePaymentAccount({ type: 'RegisterPaymentAccount', ...command }, by));
  }

  @Get('payment-file')
  @Header('content-type', 'application/xml; charset=utf-8')
  @Operation({
    name: 'PaymentFile',
    allow: payers,
    summary: { fr: 'Fichier de virements pour la banque (pain.001)', en: 'Transfers for the bank (pain.001)' },
  })
  file(@Param() { scheme }: SchemePath, @Query() { remittances, executeOn }: PaymentFileDto): Promise<string> {
    const now = this.clock.now();
    return this.queries.execute(new PaymentFile(scheme, remittances, executeOn ?? dayIn('UTC', now), now));
  }

  private async find(
    { scheme, remittance }: RemittancePath,
    scope: Scope,
    caller: CallerIdentity,
  ): Promise<RemittanceView> {
    const view = await this.queries.execute(new Remittance(scope, scheme, remittance, caller));
    if (!view) throw new CommandRefused(refuse(RemittanceReason.notFound, undefined, 'notFound'));
    return view;
  }
}

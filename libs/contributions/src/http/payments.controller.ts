import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, type Metadata, ReadModels, type Scope } from '#eventstore';
import { refuse } from '#kernel';
import { By, In, Operation } from '#platform';
import { DecidePayment } from '../account/payment/decide-payment.js';
import { PaymentReason } from '../account/payment/payment.reasons.js';
import { paymentTable } from '../projections/payment.entity.js';
import { HouseholdPath, SchemePath } from './contributions.dto.js';
import { GiveUpPaymentDto, PaymentPath, PaymentsDto, RequestPaymentDto, ReversePaymentDto } from './payments.dto.js';

const counter = ['scheme-clerk', 'scheme-manager'] as const;
const managers = ['scheme-manager'] as const;
const readers = [...counter, 'federation-admin', 'federation-finance', 'auditor'] as const;

/** Contributions paid by telephone. */
@Controller('v1/schemes/:scheme')
export class PaymentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Post('households/:household/payments')
  @Operation({
    name: 'RequestPayment',
    allow: counter,
    summary: { fr: 'Demander un paiement par téléphone', en: 'Ask for a payment by telephone' },
  })
  request(
    @Param() { household }: HouseholdPath,
    @Body() { payment, amount, payer }: RequestPaymentDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new DecidePayment(household, payment, { type: 'RequestPayment', amount, payer }, by));
  }

  @Post('households/:household/payments/:payment/check')
  @Operation({
    name: 'CheckPayment',
    allow: counter,
    summary: { fr: 'Demander à l’opérateur où en est un paiement', en: 'Ask the operator what became of a payment' },
  })
  check(@Param() { household, payment }: PaymentPath, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecidePayment(household, payment, { type: 'CheckPayment' }, by));
  }

  @Post('households/:household/payments/:payment/give-up')
  @Operation({
    name: 'GiveUpPayment',
    allow: managers,
    summary: { fr: 'Constater qu’un paiement n’a pas eu lieu', en: 'Find that a payment never happened' },
  })
  giveUp(
    @Param() { household, payment }: PaymentPath,
    @Body() { approvedBy }: GiveUpPaymentDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new DecidePayment(household, payment, { type: 'GiveUpPayment', approvedBy }, by));
  }

  @Post('households/:household/payments/:payment/reverse')
  @Operation({
    name: 'ReversePayment',
    allow: managers,
    summary: {
      fr: 'Enregistrer que l’opérateur a repris un paiement',
      en: 'Record that the operator took a payment back',
    },
  })
  reverse(
    @Param() { household, payment }: PaymentPath,
    @Body() reversal: ReversePaymentDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new DecidePayment(household, payment, { type: 'ReversePayment', ...reversal }, by));
  }

  @Get('payments')
  @Operation({
    name: 'Payments',
    allow: readers,
    summary: { fr: 'Paiements par téléphone', en: 'Payments by telephone' },
  })
  async payments(
    @Param() { scheme }: SchemePath,
    @Query() { limit = 100, offset = 0, ...filter }: PaymentsDto,
    @In() scope: Scope,
  ) {
    const payments = await this.models.find(scope, paymentTable, {
      where: { scheme, ...filter },
      orderBy: ['askedOn', 'household', 'payment'],
      ...{ limit, offset },
    });
    return { payments };
  }

  @Get('households/:household/payments/:payment')
  @Operation({
    name: 'Payment',
    allow: readers,
    summary: { fr: 'Un paiement par téléphone', en: 'A payment by telephone' },
  })
  async payment(@Param() { scheme, household, payment }: PaymentPath, @In() scope: Scope) {
    const row = await this.models.findOne(scope, paymentTable, { household, payment });
    if (row?.scheme !== scheme) throw new CommandRefused(refuse(PaymentReason.unknown, { payment }, 'notFound'));
    return row;
  }
}

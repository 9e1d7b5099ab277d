import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, type Metadata, type Scope } from '#eventstore';
import { refuse } from '#kernel';
import { By, In, Operation } from '#platform';
import { AccountReason } from '../account/account.reasons.js';
import type { AccountView } from '../account/account.view.js';
import { DecideAccount } from '../account/decide-account.js';
import { DecideReceipt } from '../account/decide-receipt.js';
import { DecidePlan } from '../plan/decide-plan.js';
import type { Plan } from '../plan/plan.state.js';
import type { Schedule } from '../plan/schedule.state.js';
import {
  HouseholdPath,
  ProductPath,
  PublishPlanDto,
  ReceiptPath,
  ReceiptsDto,
  RecordReceiptDto,
  RefundCreditDto,
  ScheduleDto,
  SchemePath,
  SimulatePlanDto,
  VoidReceiptDto,
  WaiveDuesDto,
} from './contributions.dto.js';
import { Account, Receipts } from './contributions.queries.js';
import { SimulatePlan, type SimulatedPlan } from './simulation.queries.js';

const counter = ['scheme-clerk', 'scheme-manager'] as const;
const readers = [...counter, 'federation-admin', 'federation-finance', 'auditor'] as const;

/** What households owe and pay. */
@Controller('v1/schemes/:scheme')
export class ContributionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('products/:product/plans')
  @Operation({
    name: 'PublishPlan',
    allow: ['scheme-manager', 'federation-admin'],
    summary: { fr: 'Publier un plan de cotisation', en: 'Publish a contribution plan' },
  })
  publish(
    @Param() { scheme, product }: ProductPath,
    @Body() document: PublishPlanDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new DecidePlan({ type: 'PublishPlan', scheme, product, plan: planOf(document) }, by));
  }

  @Post('products/:product/plans/simulation')
  @Operation({
    name: 'SimulatePlan',
    allow: ['scheme-manager', 'federation-admin'],
    summary: { fr: 'Essayer un plan sur des appels passés', en: 'Try a plan on past calls' },
  })
  simulate(
    @Param() { scheme, product }: ProductPath,
    @Body() { plan, from, to }: SimulatePlanDto,
    @In() scope: Scope,
  ): Promise<SimulatedPlan> {
    return this.queries.execute(new SimulatePlan(scope, scheme, product, planOf(plan), { from, to }));
  }

  @Post('receipts')
  @Operation({ name: 'RecordReceipt', allow: counter, summary: { fr: 'Saisir un reçu', en: 'Record a receipt' } })
  record(
    @Param() _path: SchemePath,
    @Body() { household, ...receipt }: RecordReceiptDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new DecideReceipt(household, { type: 'RecordReceipt', ...receipt }, by));
  }

  @Post('receipts/:receipt/void')
  @Operation({
    name: 'VoidReceipt',
    allow: ['scheme-manager'],
    summary: { fr: 'Annuler un reçu', en: 'Void a receipt' },
  })
  void(
    @Param() { receipt }: ReceiptPath,
    @Body() { household, voidedOn, reason }: VoidReceiptDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new DecideAccount(household, { type: 'VoidReceipt', receipt, voidedOn, reason }, by));
  }

  @Post('households/:household/refunds')
  @Operation({
    name: 'RefundCredit',
    allow: counter,
    summary: { fr: 'Rendre son avoir à un ménage', en: 'Give a household its credit back' },
  })
  refund(@Param() { household }: HouseholdPath, @Body() refund: RefundCreditDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideAccount(household, { type: 'RefundCredit', ...refund }, by));
  }

  @Post('households/:household/waivers')
  @Operation({
    name: 'WaiveDues',
    allow: ['scheme-manager'],
    summary: {
      fr: 'Remettre une partie de la cotisation par décision',
      en: 'Let off part of what is owed, by decision',
    },
  })
  waive(@Param() { household }: HouseholdPath, @Body() waiver: WaiveDuesDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideAccount(household, { type: 'WaiveDues', ...waiver }, by));
  }

  @Get('receipts')
  @Operation({ name: 'Receipts', allow: readers, summary: { fr: 'Reçus de la mutuelle', en: "The scheme's receipts" } })
  async receipts(
    @Param() { scheme }: SchemePath,
    @Query() { limit, offset, ...filter }: ReceiptsDto,
    @In() scope: Scope,
  ) {
    return { receipts: await this.queries.execute(new Receipts(scope, scheme, filter, { limit, offset })) };
  }

  @Get('households/:household/account')
  @Operation({ name: 'Account', allow: readers, summary: { fr: "Compte d'un ménage", en: "A household's account" } })
  async account(@Param() { scheme, household }: HouseholdPath, @In() scope: Scope): Promise<AccountView> {
    const view = await this.queries.execute(new Account(scope, scheme, household));
    if (!view) throw new CommandRefused(refuse(AccountReason.unknown, { household }, 'notFound'));
    return view;
  }
}

const planOf = ({ thresholdPercent, subsidy, schedule, ...figures }: PublishPlanDto): Plan => {
  const carried = subsidy ? { fund: subsidy.fund, perPerson: subsidy.perPerson } : null;
  const { version, effectiveFrom, currency, contributionPerPerson } = figures;
  return {
    ...{ version, effectiveFrom, currency, contributionPerPerson },
    joiningFee: figures.joiningFee ?? 0,
    months: figures.months ?? 12,
    threshold_bps: (thresholdPercent ?? 100) * 100,
    balanceDueMonths: figures.balanceDueMonths ?? null,
    ...(schedule ? { schedule: scheduleOf(schedule) } : {}),
    subsidy: carried,
    ...(figures.onLeaving === undefined || figures.onLeaving === 'kept' ? {} : { onLeaving: figures.onLeaving }),
    ...(figures.enrollerMayNotCollect ? { enrollerMayNotCollect: true as const } : {}),
    backdatingDays: figures.backdatingDays ?? 30,
    timezone: figures.timezone ?? 'UTC',
  };
};

/** As it is published: nothing but what its kind says. */
const scheduleOf = ({ kind, openingMonths = 1, dueDay = '', parts = [] }: ScheduleDto): Schedule => {
  if (kind === 'monthly') return { kind, openingMonths };
  if (kind === 'seasonal') return { kind, dueDay };
  return { kind, parts: parts.map(({ afterMonths, upToPercent }) => ({ afterMonths, upToPercent })) };
};

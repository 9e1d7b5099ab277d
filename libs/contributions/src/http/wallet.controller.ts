import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Decided, Metadata } from '#eventstore';
import { By, Operation } from '#platform';
import { DecideWallet, Wallet } from '../account/wallet/decide-wallet.js';
import { SchemePath } from './contributions.dto.js';
import {
  AssignSuspenseDto,
  CompareStatementDto,
  ExplainMissingDto,
  ItemPath,
  PaymentPath,
  ReopenSuspenseDto,
  ReturnSuspenseDto,
  WalletDto,
} from './payments.dto.js';

const managers = ['scheme-manager'] as const;
const readers = ['scheme-manager', 'federation-admin', 'federation-finance', 'auditor'] as const;

/** The operator's statement against the books, and what a person has to look into. */
@Controller('v1/schemes/:scheme')
export class WalletController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('statements')
  @Operation({
    name: 'CompareStatement',
    allow: managers,
    summary: { fr: 'Comparer le relevé d’un jour de l’opérateur', en: "Compare the operator's statement of a day" },
  })
  compare(
    @Param() _path: SchemePath,
    @Body() { day, lines }: CompareStatementDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const said = lines?.map(({ reference = null, ...line }) => ({ ...line, reference }));
    const asked = said === undefined ? { day } : { day, lines: said };
    return this.commands.execute(new DecideWallet({ type: 'CompareStatement', ...asked }, by));
  }

  @Get('suspense')
  @Operation({
    name: 'Suspense',
    allow: readers,
    summary: { fr: 'Compte d’attente et paiements manquants', en: 'Suspense account and missing payments' },
  })
  suspense(@Param() { scheme }: SchemePath, @Query() { every }: WalletDto) {
    return this.queries.execute(new Wallet(scheme, every === 'true'));
  }

  @Post('suspense/:item/assign')
  @Operation({
    name: 'AssignSuspense',
    allow: managers,
    summary: { fr: 'Affecter une somme en attente à un ménage', en: 'Give a sum in suspense to a household' },
  })
  assign(@Param() { item }: ItemPath, @Body() assignment: AssignSuspenseDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideWallet({ type: 'AssignSuspense', item, ...assignment }, by));
  }

  @Post('suspense/:item/reopen')
  @Operation({
    name: 'ReopenSuspense',
    allow: managers,
    summary: { fr: 'Remettre en attente une somme mal affectée', en: 'Put a sum wrongly given back into suspense' },
  })
  reopen(@Param() { item }: ItemPath, @Body() reopening: ReopenSuspenseDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideWallet({ type: 'ReopenSuspense', item, ...reopening }, by));
  }

  @Post('suspense/:item/return')
  @Operation({
    name: 'ReturnSuspense',
    allow: managers,
    summary: { fr: 'Rendre une somme en attente à qui l’a payée', en: 'Send a sum in suspense back to who paid it' },
  })
  sendBack(@Param() { item }: ItemPath, @Body() sent: ReturnSuspenseDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideWallet({ type: 'ReturnSuspense', item, ...sent }, by));
  }

  @Post('households/:household/payments/:payment/explain')
  @Operation({
    name: 'ExplainMissing',
    allow: managers,
    summary: { fr: 'Expliquer un paiement absent du relevé', en: 'Explain a payment that the statement lacks' },
  })
  explain(
    @Param() { household, payment }: PaymentPath,
    @Body() explanation: ExplainMissingDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new DecideWallet({ type: 'ExplainMissing', household, payment, ...explanation }, by));
  }
}

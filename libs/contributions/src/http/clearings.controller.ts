import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, type Metadata } from '#eventstore';
import { refuse } from '#kernel';
import { By, Caller, type CallerIdentity, Operation } from '#platform';
import { ClearingReason } from '../clearing/clearing.reasons.js';
import type { ClearingView } from '../clearing/clearing.views.js';
import { Clearing, NetSchemes } from '../clearing/decide-clearing.js';
import { SettlePayment } from '../clearing/decide-settlement.js';
import {
  ClearingPath,
  ConfirmTransferDto,
  NetSchemesDto,
  RequestSettlementDto,
  SchemeClearingPath,
  SettlementPath,
} from './clearing.dto.js';

const finance = ['federation-finance'] as const;
const readers = ['federation-finance', 'federation-admin'] as const;

/** The month's netting between schemes of a federation, and the payments that settle it. */
@Controller('v1')
export class ClearingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('clearings')
  @Operation({
    name: 'NetSchemes',
    allow: finance,
    summary: { fr: 'Compenser les relevés d’un mois entre mutuelles', en: 'Net the statements of a month' },
  })
  net(
    @Body() { clearing, members: schemes, month, currency }: NetSchemesDto,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Decided> {
    onlyOwn(caller, schemes, clearing);
    return this.commands.execute(new NetSchemes(clearing, { month, currency, schemes }, by));
  }

  @Get('clearings/:clearing')
  @Operation({
    name: 'Clearing',
    allow: readers,
    summary: { fr: 'Voir une compensation et ses règlements', en: 'See a netting and its payments' },
  })
  show(@Param() { clearing }: ClearingPath, @Caller() caller: CallerIdentity): Promise<ClearingView> {
    return this.own(clearing, caller);
  }

  @Get('schemes/:scheme/clearings/:clearing')
  @Operation({
    name: 'SchemeClearing',
    allow: ['scheme-manager', 'auditor'],
    summary: { fr: 'Ce qu’une mutuelle paie ou reçoit d’une compensation', en: 'What a scheme pays or receives of it' },
  })
  async ofScheme(@Param() { scheme, clearing }: SchemeClearingPath) {
    const view = await this.queries.execute(new Clearing(clearing));
    const { month, currency, nettedOn, positions, payments, statements } = view;
    const position = positions.find(one => one.scheme === scheme);
    if (!position) throw unknown(clearing);
    return {
      ...{ clearing, month, currency, nettedOn, net: position.net },
      statements: statements.filter(({ debtor, creditor }) => debtor === scheme || creditor === scheme),
      payments: payments.filter(({ from, to }) => from === scheme || to === scheme),
    };
  }

  @Post('clearings/:clearing/payments/:payment/request')
  @Operation({
    name: 'RequestSettlement',
    allow: finance,
    summary: { fr: 'Demander un règlement par téléphone', en: 'Ask for a settlement by telephone' },
  })
  async request(
    @Param() { clearing, payment }: SettlementPath,
    @Body() { payer }: RequestSettlementDto,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Decided> {
    await this.own(clearing, caller);
    return this.commands.execute(new SettlePayment(clearing, payment, { type: 'RequestSettlement', payer }, by));
  }

  @Post('clearings/:clearing/payments/:payment/check')
  @Operation({
    name: 'CheckSettlement',
    allow: finance,
    summary: { fr: 'Relire ce qu’un règlement est devenu', en: 'Read again what became of a settlement' },
  })
  async check(
    @Param() { clearing, payment }: SettlementPath,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Decided> {
    await this.own(clearing, caller);
    return this.commands.execute(new SettlePayment(clearing, payment, { type: 'CheckSettlement' }, by));
  }

  @Post('clearings/:clearing/payments/:payment/transfer')
  @Operation({
    name: 'ConfirmSettlementTransfer',
    allow: finance,
    summary: { fr: 'Constater un virement', en: 'Note a bank transfer that settles' },
  })
  async transfer(
    @Param() { clearing, payment }: SettlementPath,
    @Body() transfer: ConfirmTransferDto,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Decided> {
    await this.own(clearing, caller);
    return this.commands.execute(new SettlePayment(clearing, payment, { type: 'ConfirmTransfer', ...transfer }, by));
  }

  /** Whoever is not of all its schemes knows of no such netting. */
  private async own(clearing: string, caller: CallerIdentity): Promise<ClearingView> {
    const view = await this.queries.execute(new Clearing(clearing));
    const schemes = view.statements.flatMap(({ debtor, creditor }) => [debtor, creditor]);
    onlyOwn(caller, schemes, clearing);
    return view;
  }
}

const unknown = (clearing: string) => new CommandRefused(refuse(ClearingReason.unknown, { clearing }, 'notFound'));

const onlyOwn = ({ schemes: own }: CallerIdentity, schemes: readonly string[], clearing: string): void => {
  if (own !== 'all' && schemes.some(scheme => !own.includes(scheme))) throw unknown(clearing);
};

import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, type Metadata, type Scope } from '#eventstore';
import { dayIn, refuse } from '#kernel';
import { By, Caller, type CallerIdentity, In, Operation } from '#platform';
import { DecideFund, type FundRequest } from '../fund/decide-fund.js';
import { FundReason } from '../fund/fund.reasons.js';
import {
  AmendFundDto,
  DutyMetDto,
  FundPath,
  ListBeneficiariesDto,
  OpenFundDto,
  PageDto,
  RecordFundingDto,
  SettleFundDto,
} from './funds.dto.js';
import { Duties, type DutiesAhead, Fund, FundLedger, type FundView } from './funds.queries.js';
import { termsOf } from './contract-terms.js';
import { OnDayDto } from './days.dto.js';
import { keepers, readers } from './readers.js';

/** Funds are the federation's: what each scheme gets of them is under /v1/schemes/:scheme/subsidies. */
@Controller('v1/funds')
export class FundsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Operation({
    name: 'OpenFund',
    allow: keepers,
    summary: { fr: 'Ouvrir un fonds affecté', en: 'Open a restricted fund' },
  })
  open(@Body() { fund, funder, currency, contract }: OpenFundDto, @By() by: Metadata): Promise<Decided> {
    return this.decide({ type: 'OpenFund', fund, funder, currency, contract: termsOf(contract) }, by);
  }

  @Post(':fund/amendments')
  @Operation({
    name: 'AmendFund',
    allow: keepers,
    summary: { fr: 'Ajouter un avenant à la convention', en: 'Amend the contract' },
  })
  amend(
    @Param() { fund }: FundPath,
    @Body() { contract, effectiveFrom }: AmendFundDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.decide({ type: 'AmendFund', fund, contract: termsOf(contract), effectiveFrom }, by);
  }

  @Post(':fund/fundings')
  @Operation({
    name: 'RecordFunding',
    allow: keepers,
    summary: { fr: 'Saisir un versement du bailleur', en: 'Record money received' },
  })
  recordFunding(@Param() { fund }: FundPath, @Body() funding: RecordFundingDto, @By() by: Metadata): Promise<Decided> {
    const { reference, amount, receivedOn, invoice } = funding;
    const pays = invoice === undefined ? {} : { invoice };
    return this.decide({ type: 'RecordFunding', fund, reference, amount, receivedOn, ...pays }, by);
  }

  @Post(':fund/settlements')
  @Operation({
    name: 'SettleFund',
    allow: keepers,
    summary: { fr: 'Régler aux mutuelles ce qui leur est dû', en: 'Pay the schemes what they are owed' },
  })
  settle(
    @Param() { fund }: FundPath,
    @Body() { reference, settledOn }: SettleFundDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.decide({ type: 'SettleFund', fund, reference, settledOn }, by);
  }

  @Post(':fund/beneficiaries')
  @Operation({
    name: 'ListBeneficiaries',
    allow: keepers,
    summary: { fr: 'Saisir la liste d’un comité d’identification', en: 'Record a committee’s list' },
  })
  list(@Param() { fund }: FundPath, @Body() asked: ListBeneficiariesDto, @By() by: Metadata): Promise<Decided> {
    const { decision, decidedOn } = asked;
    const households = asked.households.map(({ scheme, household }) => ({ scheme, household }));
    return this.decide({ type: 'ListBeneficiaries', fund, decision, households, decidedOn }, by);
  }

  @Post(':fund/duties')
  @Operation({
    name: 'RecordDutyMet',
    allow: keepers,
    summary: { fr: 'Constater une obligation remplie', en: 'Record a duty that was met' },
  })
  dutyMet(@Param() { fund }: FundPath, @Body() { duty, metOn }: DutyMetDto, @By() by: Metadata): Promise<Decided> {
    return this.decide({ type: 'RecordDutyMet', fund, duty, metOn }, by);
  }

  @Get(':fund/duties')
  @Operation({
    name: 'OverdueDuties',
    allow: readers,
    summary: { fr: 'Obligations en retard, et à remplir bientôt', en: 'Duties that are overdue, or due soon' },
  })
  async overdueDuties(
    @Param() { fund }: FundPath,
    @Query() { on }: OnDayDto,
    @In() scope: Scope,
    @Caller() caller: CallerIdentity,
    @By() by: Metadata,
  ): Promise<DutiesAhead> {
    await this.visible(fund, scope, caller);
    return this.queries.execute(new Duties(fund, on ?? dayIn('UTC', by.recordedAt)));
  }

  @Get(':fund')
  @Operation({
    name: 'Fund',
    allow: readers,
    summary: { fr: 'Voir un fonds et son solde', en: 'See a fund and its balance' },
  })
  show(
    @Param() { fund }: FundPath,
    @In() scope: Scope,
    @Caller() caller: CallerIdentity,
  ): Promise<NonNullable<FundView>> {
    return this.visible(fund, scope, caller);
  }

  @Get(':fund/ledger')
  @Operation({
    name: 'FundLedger',
    allow: readers,
    summary: { fr: 'Lire le journal du fonds', en: "Read the fund's journal" },
  })
  async ledger(
    @Param() { fund }: FundPath,
    @Query() page: PageDto,
    @In() scope: Scope,
    @Caller() caller: CallerIdentity,
  ) {
    await this.visible(fund, scope, caller);
    const lines = await this.queries.execute(new FundLedger(scope, fund, page));
    // A funder is told what its money did, not whom it helped.
    return { lines: caller.role === 'funder-viewer' ? lines.map(line => ({ ...line, household: null })) : lines };
  }

  private decide(command: FundRequest, by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideFund(command, by));
  }

  /** A funder sees its own funds; those of others are not there. */
  private async visible(fund: string, scope: Scope, { role, funder }: CallerIdentity): Promise<NonNullable<FundView>> {
    const onlyOf = role === 'funder-viewer' ? (funder ?? '') : undefined;
    const view = await this.queries.execute(new Fund(scope, fund, onlyOf));
    if (!view) throw new CommandRefused(refuse(FundReason.unknown, { fund }, 'notFound'));
    return view;
  }
}

import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { dayIn } from '#kernel';
import { By, Caller, type CallerIdentity, Operation } from '#platform';
import { DecideFund, type FundRequest } from '../fund/decide-fund.js';
import type { FundEvent } from '../fund/fund.events.js';
import { fundFold, fundStream } from '../fund/fund.state.js';
import { receivablesOn } from '../fund/receivables.js';
import { AcknowledgeInvoiceDto, DrawUpInvoiceDto, FundPath, InvoicePath, RecordPledgeDto } from './funds.dto.js';
import { OnDayDto } from './days.dto.js';
import { keepers, readers, visibleTo } from './readers.js';

/** What funders promised, were asked for, own to, and paid: how late the State is, franc by franc. */
@Controller('v1/funds/:fund')
export class ReceivablesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly decisions: Decisions,
  ) {}

  @Post('pledges')
  @Operation({
    name: 'RecordPledge',
    allow: keepers,
    summary: { fr: 'Saisir une promesse du bailleur', en: 'Record a pledge' },
  })
  pledge(@Param() { fund }: FundPath, @Body() asked: RecordPledgeDto, @By() by: Metadata): Promise<Decided> {
    const { reference, amount, pledgedOn } = asked;
    return this.decide({ type: 'RecordPledge', fund, reference, amount, pledgedOn }, by);
  }

  @Post('invoices')
  @Operation({
    name: 'DrawUpInvoice',
    allow: keepers,
    summary: { fr: 'Facturer au bailleur ce que les mutuelles ont acquis', en: 'Invoice what schemes earned' },
  })
  drawUp(@Param() { fund }: FundPath, @Body() asked: DrawUpInvoiceDto, @By() by: Metadata): Promise<Decided> {
    const { invoice, drawnUpOn, dueOn } = asked;
    return this.decide({ type: 'DrawUpInvoice', fund, invoice, drawnUpOn, dueOn }, by);
  }

  @Post('invoices/:invoice/acknowledgement')
  @Operation({
    name: 'AcknowledgeInvoice',
    allow: keepers,
    summary: { fr: 'Saisir ce que le bailleur reconnaît', en: 'Record what the funder owns to' },
  })
  acknowledge(
    @Param() { fund, invoice }: InvoicePath,
    @Body() { amount, acknowledgedOn }: AcknowledgeInvoiceDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.decide({ type: 'AcknowledgeInvoice', fund, invoice, amount, acknowledgedOn }, by);
  }

  @Get('receivables')
  @Operation({
    name: 'Receivables',
    allow: readers,
    summary: { fr: 'Créances sur le bailleur et leur âge', en: 'What the funder owes, and since when' },
  })
  async receivables(
    @Param() { fund }: FundPath,
    @Query() { on }: OnDayDto,
    @Caller() caller: CallerIdentity,
    @By() by: Metadata,
  ) {
    const known = await this.decisions.stateOf('subsidies', fundStream(fund), fundFold);
    visibleTo(known, fund, caller);
    const history = await this.decisions.history<FundEvent>('subsidies', fundStream(fund));
    return receivablesOn(fund, history, on ?? dayIn('UTC', by.recordedAt));
  }

  private decide(command: FundRequest, by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideFund(command, by));
  }
}

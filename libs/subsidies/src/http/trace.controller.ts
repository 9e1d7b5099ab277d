import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Metadata, Scope } from '#eventstore';
import { dayIn } from '#kernel';
import { By, Caller, type CallerIdentity, In, Operation, pdfOf } from '#platform';
import { burnDown } from '../trace/burn-down.js';
import { reachedByVillage, reachedForFunders } from '../trace/fund-report.js';
import { reachedByBand, reachedByBandForFunders } from '../trace/persons-report.js';
import { spentOf } from '../trace/spent-of.js';
import type { TracedEnvelope } from '../trace/trace.types.js';
import { ControlsOf } from './controls.queries.js';
import { FundPath } from './funds.dto.js';
import { BurnDownDto, FundingDto, TraceDto } from './trace.dto.js';
import { checkers, readers } from './readers.js';
import { reportPdf } from './report.paper.js';
import { traceCsv, tracePdf } from './trace.papers.js';
import { FundHistoryOf, TraceOf } from './trace.queries.js';

/** From a funder's franc to the households it reached: complete for those who check, in figures for the funder. */
@Controller('v1/funds/:fund')
export class TraceController {
  constructor(private readonly queries: QueryBus) {}

  @Get('trace')
  @Operation({
    name: 'FundTrace',
    allow: checkers,
    summary: { fr: 'Suivre chaque franc jusqu’au ménage', en: 'Follow each franc to its household' },
  })
  async trace(
    @Param() { fund }: FundPath,
    @Query() { funding, limit = 100, offset = 0 }: TraceDto,
    @In() scope: Scope,
    @Caller() caller: CallerIdentity,
  ) {
    const { trace } = await this.traced(fund, scope, caller);
    const { settled, promised, fundings, terms, envelopes } = spentOf(trace, funding);
    const page = terms.slice(offset, offset + limit);
    return { fund, settled, promised, fundings, total: terms.length, terms: page, envelopes };
  }

  @Get('trace.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8; header=present')
  @Operation({
    name: 'FundTraceExport',
    allow: checkers,
    summary: { fr: 'Chaque franc et son ménage (CSV)', en: 'Each franc and its household (CSV)' },
  })
  async csv(@Param() { fund }: FundPath, @In() scope: Scope, @Caller() caller: CallerIdentity): Promise<string> {
    const { trace, sectionOf, history } = await this.traced(fund, scope, caller);
    return traceCsv(fund, history.currency, trace, sectionOf);
  }

  @Get('trace.pdf')
  @Header('Content-Type', 'application/pdf')
  @Operation({
    name: 'FundTracePaper',
    allow: checkers,
    summary: { fr: 'Chaque franc et son ménage, à imprimer (PDF)', en: 'Each franc and its household, to print (PDF)' },
  })
  async tracePaper(
    @Param() { fund }: FundPath,
    @Query() { funding }: FundingDto,
    @In() scope: Scope,
    @Caller() caller: CallerIdentity,
    @By() by: Metadata,
  ): Promise<Buffer> {
    const { trace, sectionOf, history } = await this.traced(fund, scope, caller);
    const { funder, currency } = history;
    const on = dayIn('UTC', by.recordedAt);
    return pdfOf(tracePdf({ fund, funder, currency, on, trace: spentOf(trace, funding), sectionOf }), on);
  }

  @Get('controls')
  @Operation({
    name: 'FundControls',
    allow: checkers,
    summary: { fr: 'Ce qui ne se recoupe pas', en: 'What does not add up' },
  })
  async controls(@Param() { fund }: FundPath, @In() scope: Scope, @Caller() caller: CallerIdentity) {
    const { trace } = await this.traced(fund, scope, caller);
    return { fund, ...(await this.queries.execute(new ControlsOf(scope, fund, trace))) };
  }

  /** A funder is told of no fewer than five households together; those who check are told of each village. */
  @Get('report')
  @Operation({
    name: 'FundReport',
    allow: readers,
    summary: { fr: 'Ce qui est parvenu, par village, sexe et âge', en: 'What reached whom, by village, sex and age' },
  })
  async report(@Param() { fund }: FundPath, @In() scope: Scope, @Caller() caller: CallerIdentity) {
    const { trace, groups, persons, history } = await this.grouped(fund, scope, caller);
    const { settled, promised, fundings } = trace;
    const acts = trace.envelopes.map(actsOf);
    const { funder, currency } = history;
    return { fund, funder, currency, settled, promised, fundings, villages: groups, persons, acts };
  }

  @Get('report.pdf')
  @Header('Content-Type', 'application/pdf')
  @Operation({
    name: 'FundReportPaper',
    allow: readers,
    summary: { fr: 'Rapport au bailleur à imprimer (PDF)', en: 'Report to the funder, to print (PDF)' },
  })
  async paper(
    @Param() { fund }: FundPath,
    @In() scope: Scope,
    @Caller() caller: CallerIdentity,
    @By() by: Metadata,
  ): Promise<Buffer> {
    const { history, ...reached } = await this.grouped(fund, scope, caller);
    const { funder, currency, events } = history;
    const on = dayIn('UTC', by.recordedAt);
    const lasts = burnDown(events, on, usualDays);
    return pdfOf(reportPdf({ fund, funder, currency, ...reached, burnDown: lasts }), on);
  }

  @Get('burn-down')
  @Operation({
    name: 'BurnDown',
    allow: readers,
    summary: { fr: 'Combien de temps le fonds dure encore', en: 'How long the fund still lasts' },
  })
  async burnDown(
    @Param() { fund }: FundPath,
    @Query() { on, days = usualDays }: BurnDownDto,
    @Caller() caller: CallerIdentity,
    @By() by: Metadata,
  ) {
    const { events, currency } = await this.queries.execute(new FundHistoryOf(fund, caller));
    return { fund, currency, ...burnDown(events, on ?? dayIn('UTC', by.recordedAt), days) };
  }

  private async traced(fund: string, scope: Scope, caller: CallerIdentity) {
    const history = await this.queries.execute(new FundHistoryOf(fund, caller));
    return { history, ...(await this.queries.execute(new TraceOf(scope, history))) };
  }

  private async grouped(fund: string, scope: Scope, caller: CallerIdentity) {
    const { history, trace, sectionOf, personsOf } = await this.traced(fund, scope, caller);
    const { terms } = trace;
    return caller.role === 'funder-viewer'
      ? {
          ...{ history, trace, groups: reachedForFunders(terms, sectionOf) },
          persons: reachedByBandForFunders(terms, personsOf),
        }
      : { history, trace, groups: reachedByVillage(terms, sectionOf), persons: reachedByBand(terms, personsOf) };
  }
}

/** Of acts a fund is told sums by scheme, as its funder granted them. */
const actsOf = ({ scheme, reserved, committed, settled }: TracedEnvelope) => ({ scheme, reserved, committed, settled });

/** A season: how fast a fund goes depends on the harvest. @unit days */
const usualDays = 90;

import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { dayIn, refuse } from '#kernel';
import { By, Caller, type CallerIdentity, Operation } from '#platform';
import { DecideGrant, type GrantRequest } from '../grant/decide-grant.js';
import { GrantReason } from '../grant/grant.reasons.js';
import { grantFold, grantStream, justifiedRate_bps, overdueReports, type SignedGrant } from '../grant/grant.state.js';
import { entriesOf } from '../ledger/sorted-map.js';
import { OnDayDto } from './days.dto.js';
import {
  GrantDeliverableDto,
  GrantExpenseDto,
  GrantPath,
  GrantRepaymentDto,
  GrantReportDto,
  GrantTrancheDto,
  SignGrantDto,
} from './grants.dto.js';
import { keepers, readers } from './readers.js';

/** Grants with a contract: tranches, expenses with their vouchers, what is owed to the funder and when. */
@Controller('v1/grants')
export class GrantsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly decisions: Decisions,
  ) {}

  @Post()
  @Operation({ name: 'SignGrant', allow: keepers, summary: { fr: 'Signer un don', en: 'Sign a grant' } })
  sign(@Body() asked: SignGrantDto, @By() by: Metadata): Promise<Decided> {
    const { grant, funder, currency, scope = 'community', villages = [], categories, period, signedOn } = asked;
    const tranches = asked.tranches.map(({ amount, afterJustifiedPercent = 0, deliverables = [] }) => {
      return { amount, afterJustified_bps: afterJustifiedPercent * 100, deliverables };
    });
    const reportsDue = [...(asked.reportsDue ?? [])].sort();
    const { from, to } = period;
    const terms = { currency, scope, villages, categories, period: { from, to }, tranches, reportsDue };
    return this.decide({ type: 'SignGrant', grant, funder, terms, signedOn }, by);
  }

  @Post(':grant/tranches')
  @Operation({
    name: 'ReleaseGrantTranche',
    allow: keepers,
    summary: { fr: 'Saisir une tranche reçue', en: 'Record a tranche received' },
  })
  release(@Param() { grant }: GrantPath, @Body() asked: GrantTrancheDto, @By() by: Metadata): Promise<Decided> {
    const { tranche, reference, receivedOn } = asked;
    return this.decide({ type: 'ReleaseGrantTranche', grant, tranche, reference, receivedOn }, by);
  }

  @Post(':grant/expenses')
  @Operation({
    name: 'RecordGrantExpense',
    allow: keepers,
    summary: { fr: 'Justifier une dépense', en: 'Justify an expense' },
  })
  recordExpense(@Param() { grant }: GrantPath, @Body() asked: GrantExpenseDto, @By() by: Metadata): Promise<Decided> {
    const { expense, category, village = null, amount, spentOn } = asked;
    return this.decide({ type: 'RecordGrantExpense', grant, expense, category, village, amount, spentOn }, by);
  }

  @Post(':grant/deliverables')
  @Operation({
    name: 'RecordGrantDeliverable',
    allow: keepers,
    summary: { fr: 'Constater un engagement tenu', en: 'Record a deliverable' },
  })
  recordDeliverable(
    @Param() { grant }: GrantPath,
    @Body() { deliverable, metOn }: GrantDeliverableDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.decide({ type: 'RecordGrantDeliverable', grant, deliverable, metOn }, by);
  }

  @Post(':grant/reports')
  @Operation({
    name: 'SubmitGrantReport',
    allow: keepers,
    summary: { fr: 'Remettre un rapport au bailleur', en: 'Hand in a report' },
  })
  submitReport(
    @Param() { grant }: GrantPath,
    @Body() { dueOn, submittedOn }: GrantReportDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.decide({ type: 'SubmitGrantReport', grant, dueOn, submittedOn }, by);
  }

  @Post(':grant/repayment')
  @Operation({
    name: 'RepayGrantRemainder',
    allow: keepers,
    summary: { fr: 'Rendre le solde et clore le don', en: 'Repay what is left and close the grant' },
  })
  repay(
    @Param() { grant }: GrantPath,
    @Body() { reference, repaidOn }: GrantRepaymentDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.decide({ type: 'RepayGrantRemainder', grant, reference, repaidOn }, by);
  }

  @Get(':grant')
  @Operation({
    name: 'Grant',
    allow: readers,
    summary: {
      fr: 'Voir un don, ses dépenses et ce qui est en retard',
      en: 'See a grant, its expenses, what is overdue',
    },
  })
  async show(
    @Param() { grant }: GrantPath,
    @Query() { on }: OnDayDto,
    @Caller() { role, funder }: CallerIdentity,
    @By() by: Metadata,
  ) {
    const known = await this.decisions.stateOf('subsidies', grantStream(grant), grantFold);
    // A funder sees its own grants; those of others are not there.
    if (known.status === 'none' || (role === 'funder-viewer' && known.funder !== funder))
      throw new CommandRefused(refuse(GrantReason.unknown, { grant }, 'notFound'));
    return viewOf(known, on ?? dayIn('UTC', by.recordedAt));
  }

  private decide(command: GrantRequest, by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideGrant(command, by));
  }
}

const viewOf = (grant: SignedGrant, on: string) => {
  const { grant: id, funder, currency, scope, villages, categories, period, signedOn, status } = grant;
  const { received, available, settled } = grant.balance;
  return {
    ...{ grant: id, funder, currency, scope, villages, categories, period, signedOn, status },
    ...{ released: received, justified: settled, left: available, justifiedRate_bps: justifiedRate_bps(grant) },
    tranches: grant.tranches.map((tranche, index) => ({ ...tranche, reference: grant.released[index] ?? null })),
    deliverablesMet: grant.met,
    reports: grant.reportsDue.map(dueOn => ({ dueOn, submittedOn: grant.reports[dueOn] ?? null })),
    reportsOverdue: overdueReports(grant, on),
    expenses: [...entriesOf(grant.expenses)].map(({ value }) => value),
  };
};

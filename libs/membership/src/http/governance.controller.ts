import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Decided, Metadata } from '#eventstore';
import { Clock } from '#kernel';
import { By, Operation } from '#platform';
import { DecideGovernance } from '../governance/decide-governance.js';
import type { GovernanceRequest } from '../governance/governance.commands.js';
import {
  AgreementPath,
  FulfilDutyDto,
  GovernanceOnDto,
  HoldMeetingDto,
  MandatePath,
  OnDayDto,
  RecordResolutionDto,
  SignAgreementDto,
  StartMandateDto,
} from './governance.dto.js';
import { Governance } from './governance.query.js';
import { SchemePath } from './membership.dto.js';

const managers = ['scheme-manager', 'federation-admin'] as const;
const readers = [...managers, 'auditor'] as const;

/** A scheme's organs, what they decide, and what is agreed with partners. */
@Controller('v1/schemes/:scheme')
export class GovernanceController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Post('mandates')
  @Operation({ name: 'StartMandate', allow: managers, summary: { fr: 'Ouvrir un mandat', en: 'Start a mandate' } })
  start(@Param() _: SchemePath, @Body() form: StartMandateDto, @By() by: Metadata): Promise<Decided> {
    return this.decide({ type: 'StartMandate', ...form }, by);
  }

  @Post('mandates/:mandate/end')
  @Operation({ name: 'EndMandate', allow: managers, summary: { fr: 'Clore un mandat', en: 'End a mandate early' } })
  end(@Param() { mandate }: MandatePath, @Body() { on }: OnDayDto, @By() by: Metadata): Promise<Decided> {
    return this.decide({ type: 'EndMandate', mandate, on }, by);
  }

  @Post('meetings')
  @Operation({ name: 'HoldMeeting', allow: managers, summary: { fr: 'Noter une réunion', en: 'Record a meeting' } })
  meet(@Param() _: SchemePath, @Body() form: HoldMeetingDto, @By() by: Metadata): Promise<Decided> {
    return this.decide({ type: 'HoldMeeting', ...form }, by);
  }

  @Post('resolutions')
  @Operation({
    name: 'RecordResolution',
    allow: managers,
    summary: { fr: 'Noter une décision votée', en: 'Record what a meeting decided' },
  })
  resolve(@Param() _: SchemePath, @Body() form: RecordResolutionDto, @By() by: Metadata): Promise<Decided> {
    return this.decide({ type: 'RecordResolution', ...form }, by);
  }

  @Post('agreements')
  @Operation({
    name: 'SignAgreement',
    allow: managers,
    summary: { fr: 'Noter une convention d’appui', en: 'Record an agreement with a partner' },
  })
  sign(@Param() _: SchemePath, @Body() form: SignAgreementDto, @By() by: Metadata): Promise<Decided> {
    return this.decide({ type: 'SignAgreement', ...form }, by);
  }

  @Post('agreements/:agreement/fulfilments')
  @Operation({
    name: 'FulfilDuty',
    allow: managers,
    summary: { fr: 'Noter une obligation remplie', en: 'Record that a duty was fulfilled' },
  })
  fulfil(@Param() { agreement }: AgreementPath, @Body() form: FulfilDutyDto, @By() by: Metadata): Promise<Decided> {
    return this.decide({ type: 'FulfilDuty', agreement, ...form }, by);
  }

  @Get('governance')
  @Operation({
    name: 'Governance',
    allow: readers,
    summary: { fr: 'Organes, décisions et échéances', en: 'Organs, decisions and what is due' },
  })
  show(@Param() { scheme }: SchemePath, @Query() { on }: GovernanceOnDto) {
    return this.queries.execute(new Governance(scheme, on, this.clock.now()));
  }

  private decide(request: GovernanceRequest, by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideGovernance(request, by));
  }
}

import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { dayIn, refuse } from '#kernel';
import { By, Operation } from '#platform';
import { entriesOf } from '../ledger/sorted-map.js';
import { DecidePartner, type PartnerRequest } from '../partner/decide-partner.js';
import { PartnerReason } from '../partner/partner.reasons.js';
import { countsOf, partnerFold, partnerStream } from '../partner/partner.state.js';
import {
  AcceptReferralDto,
  CloseReferralDto,
  PartnerPath,
  PartnerQuotaDto,
  ReferHouseholdDto,
  ReferralPath,
  RegisterPartnerDto,
  WaitingReferralsDto,
} from './partners.dto.js';
import { keepers } from './readers.js';
import { SchemePath } from './subsidies.dto.js';

const referrers = ['federation-admin', 'scheme-manager'] as const;

/** Services that help where health cover ends: whom they help with what, how many they take, what came of it. */
@Controller('v1')
export class PartnersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly decisions: Decisions,
  ) {}

  @Post('partners')
  @Operation({
    name: 'RegisterPartner',
    allow: keepers,
    summary: { fr: 'Enregistrer un partenaire', en: 'Register a partner' },
  })
  register(@Body() asked: RegisterPartnerDto, @By() by: Metadata): Promise<Decided> {
    const { partner, name, needs, formal = false, registeredOn = today(by) } = asked;
    return this.decide({ type: 'RegisterPartner', partner, name, needs, formal, registeredOn }, by);
  }

  @Post('partners/:partner/quotas')
  @Operation({
    name: 'AgreePartnerQuota',
    allow: keepers,
    summary: { fr: 'Convenir d’un quota', en: 'Agree on a quota' },
  })
  agreeQuota(@Param() { partner }: PartnerPath, @Body() asked: PartnerQuotaDto, @By() by: Metadata): Promise<Decided> {
    const { quota, period, households, agreedOn = today(by) } = asked;
    return this.decide({ type: 'AgreePartnerQuota', partner, quota, period, households, agreedOn }, by);
  }

  @Post('partners/:partner/waiting')
  @Operation({
    name: 'IssueWaitingReferrals',
    allow: keepers,
    summary: { fr: 'Orienter ceux qui attendent', en: 'Send those who wait' },
  })
  issueWaiting(
    @Param() { partner }: PartnerPath,
    @Body() { on }: WaitingReferralsDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.decide({ type: 'IssueWaitingReferrals', partner, on }, by);
  }

  /** Counts only: who was sent is told to the household's scheme, and to the partner under a pseudonym. */
  @Get('partners/:partner')
  @Operation({
    name: 'Partner',
    allow: [...keepers, 'scheme-manager', 'auditor'],
    summary: { fr: 'Voir un partenaire et ses orientations', en: 'See a partner and its referrals' },
  })
  async show(@Param() { partner }: PartnerPath) {
    const known = await this.known(partner);
    const { name, needs, formal, quotas, used } = known;
    const counts = countsOf(known);
    return {
      ...{ partner, name, needs, formal, ...counts },
      /** In hundredths of a percent of those sent; null before anybody was. */
      completion_bps: counts.issued === 0 ? null : Math.floor((counts.done * 10_000) / counts.issued),
      quotas: quotas.map(quota => ({ ...quota, used: used[quota.quota]?.length ?? 0 })),
    };
  }

  /** What the partner is given: a pseudonym and the need. */
  @Get('partners/:partner/referrals')
  @Operation({
    name: 'PartnerReferrals',
    allow: keepers,
    summary: { fr: 'Liste pour le partenaire', en: 'List for the partner' },
  })
  async referrals(@Param() { partner }: PartnerPath) {
    const { referrals } = await this.known(partner);
    const sent = [...entriesOf(referrals)].filter(({ value }) => value.status !== 'waiting');
    return {
      referrals: sent.map(({ value: { referral, pseudonym, need, status } }) => ({
        referral,
        pseudonym,
        need,
        status,
      })),
    };
  }

  @Post('schemes/:scheme/referrals')
  @Operation({
    name: 'ReferHousehold',
    allow: referrers,
    summary: { fr: 'Orienter un ménage vers un partenaire', en: 'Refer a household to a partner' },
  })
  refer(@Param() { scheme }: SchemePath, @Body() asked: ReferHouseholdDto, @By() by: Metadata): Promise<Decided> {
    const { partner, referral, household, need, decision, identifiedOn } = asked;
    const referred = { partner, referral, scheme, household, need, decision, identifiedOn };
    return this.decide({ type: 'ReferHousehold', ...referred }, by);
  }

  @Post('schemes/:scheme/referrals/:partner/:referral/acceptance')
  @Operation({
    name: 'AcceptReferral',
    allow: referrers,
    summary: { fr: 'Le partenaire prend en charge', en: 'The partner takes it on' },
  })
  accept(@Param() path: ReferralPath, @Body() { acceptedOn }: AcceptReferralDto, @By() by: Metadata): Promise<Decided> {
    const { scheme, partner, referral } = path;
    return this.decide({ type: 'AcceptReferral', scheme, partner, referral, acceptedOn }, by);
  }

  @Post('schemes/:scheme/referrals/:partner/:referral/closure')
  @Operation({
    name: 'CloseReferral',
    allow: referrers,
    summary: { fr: 'Clore une orientation', en: 'Close a referral' },
  })
  close(
    @Param() path: ReferralPath,
    @Body() { done, closedOn }: CloseReferralDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const { scheme, partner, referral } = path;
    return this.decide({ type: 'CloseReferral', scheme, partner, referral, done, closedOn }, by);
  }

  private async known(partner: string) {
    const known = await this.decisions.stateOf('subsidies', partnerStream(partner), partnerFold);
    if (known.status === 'none') throw new CommandRefused(refuse(PartnerReason.unknown, { partner }, 'notFound'));
    return known;
  }

  private decide(command: PartnerRequest, by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecidePartner(command, by));
  }
}

const today = ({ recordedAt }: Metadata): string => dayIn('UTC', recordedAt);

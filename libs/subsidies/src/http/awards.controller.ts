import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { IsIn, IsOptional } from 'class-validator';
import { CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { currencies, type Currency, type Day, type Minor, refuse } from '#kernel';
import { By, IsAmount, IsDay, IsId, Operation } from '#platform';
import { type Purpose, purposes } from '../award/award.events.js';
import { AwardReason } from '../award/award.reasons.js';
import { awardFold, awardStream } from '../award/award.state.js';
import { DecideAward } from '../award/decide-award.js';
import { SchemePath } from './subsidies.dto.js';

class AwardPath extends SchemePath {
  @IsId() award: string;
}

class DecideAwardDto {
  @IsId() award: string;
  @IsIn(purposes) purpose: Purpose;
  @IsId() fund: string;
  /** Left out for the premium of the guarantee fund alone: that one is the scheme's. */
  @IsOptional() @IsId() household?: string;
  @IsAmount({ atLeast: 1 }) amount: Minor;
  @IsIn(currencies) currency: Currency;
  /** Number of the committee's minutes. */
  @IsId() decision: string;
  @IsDay() decidedOn: Day;
}

/** Lump sums a committee decides on: funerals, orphans, things in kind, the premium of the guarantee fund. */
@Controller('v1/schemes/:scheme/awards')
export class AwardsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly decisions: Decisions,
  ) {}

  @Post()
  @Operation({
    name: 'DecideAward',
    allow: ['federation-admin', 'federation-finance'],
    summary: { fr: 'Accorder une aide sur un fonds', en: 'Award a lump sum from a fund' },
  })
  decide(@Param() { scheme }: SchemePath, @Body() asked: DecideAwardDto, @By() by: Metadata): Promise<Decided> {
    const { award, purpose, fund, household = null, amount, currency, decision, decidedOn } = asked;
    const terms = { scheme, award, purpose, fund, household, amount, currency, decision };
    return this.commands.execute(new DecideAward({ type: 'DecideAward', ...terms, decidedOn }, by));
  }

  @Get(':award')
  @Operation({
    name: 'Award',
    allow: ['federation-admin', 'federation-finance', 'scheme-manager', 'auditor'],
    summary: { fr: 'Voir une aide', en: 'See an award' },
  })
  async show(@Param() { scheme, award }: AwardPath) {
    const known = await this.decisions.stateOf('subsidies', awardStream(award), awardFold);
    if (known.status === 'none' || known.scheme !== scheme)
      throw new CommandRefused(refuse(AwardReason.unknown, { award }, 'notFound'));
    const { purpose, fund, household, amount, currency, decision, decidedOn, granted, waiting, reason } = known;
    return { award, purpose, fund, household, amount, currency, decision, decidedOn, granted, waiting, reason };
  }
}

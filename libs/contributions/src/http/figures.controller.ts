import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { CommandRefused, ReadModels, type Scope } from '#eventstore';
import { type Day, refuse } from '#kernel';
import { In, IsDay, Operation } from '#platform';
import { AccountReason } from '../account/account.reasons.js';
import { calendarOf } from '../figures/calendar.js';
import { accountTable } from '../projections/account.entity.js';
import { HouseholdPath, SchemePath } from './contributions.dto.js';
import { Figures, Renewals } from './figures.queries.js';

const readers = ['scheme-manager', 'federation-admin', 'federation-finance', 'auditor'] as const;
const counter = ['scheme-clerk', 'scheme-manager', 'federation-admin'] as const;

class AsOfDto {
  @IsDay() asOf: Day;
}

class BetweenDto {
  /** Both ends inside. */
  @IsDay() from: Day;
  @IsDay() to: Day;
}

/** What the contributions of a scheme come to, and whose cover ends. */
@Controller('v1/schemes/:scheme')
export class ContributionFiguresController {
  constructor(
    private readonly queries: QueryBus,
    private readonly models: ReadModels,
  ) {}

  @Get('households/:household/dues-calendar')
  @Operation({
    name: 'DuesCalendar',
    allow: [...counter, 'federation-finance', 'auditor'],
    summary: { fr: "Échéancier d'un ménage", en: 'Calendar of what a household owes' },
  })
  async calendar(@Param() { scheme, household }: HouseholdPath, @Query() { asOf }: AsOfDto, @In() scope: Scope) {
    const row = await this.models.findOne(scope, accountTable, { household });
    if (row?.scheme !== scheme) throw new CommandRefused(refuse(AccountReason.unknown, { household }, 'notFound'));
    return { household, currency: row.currency, asOf, dues: calendarOf(row.account, asOf) };
  }

  @Get('contribution-figures')
  @Operation({
    name: 'ContributionFigures',
    allow: readers,
    summary: { fr: 'Recouvrement, cotisations acquises et arriérés', en: 'Recovery, earned contributions and arrears' },
  })
  async figures(@Param() { scheme }: SchemePath, @Query() { asOf }: AsOfDto, @In() scope: Scope) {
    return { figures: await this.queries.execute(new Figures(scope, scheme, asOf)) };
  }

  @Get('renewals')
  @Operation({
    name: 'Renewals',
    allow: counter,
    summary: { fr: 'Calendrier des renouvellements', en: 'Renewal calendar' },
  })
  async renewals(@Param() { scheme }: SchemePath, @Query() { from, to }: BetweenDto, @In() scope: Scope) {
    return { renewals: await this.queries.execute(new Renewals(scope, scheme, from, to, false)) };
  }

  @Get('not-renewed')
  @Operation({
    name: 'NotRenewed',
    allow: counter,
    summary: { fr: 'Ménages non renouvelés, sans motif', en: 'Households that did not renew, without a cause' },
  })
  async notRenewed(@Param() { scheme }: SchemePath, @Query() { from, to }: BetweenDto, @In() scope: Scope) {
    return { households: await this.queries.execute(new Renewals(scope, scheme, from, to, true)) };
  }
}

import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { refuse } from '#kernel';
import { By, Operation } from '#platform';
import { CofundingReason } from '../cofunding/cofunding.reasons.js';
import { cofundingFold, cofundingStream } from '../cofunding/cofunding.state.js';
import { DecideCofunding } from '../cofunding/decide-cofunding.js';
import { AgreeCofundingDto, CofundingPath } from './funds.dto.js';

/** Several funds for one contribution. A plan names the agreement where it would name a fund. */
@Controller('v1/cofundings')
export class CofundingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly decisions: Decisions,
  ) {}

  @Post()
  @Operation({
    name: 'AgreeCofunding',
    allow: ['federation-admin', 'federation-finance'],
    summary: { fr: 'Convenir de l’ordre de plusieurs fonds', en: 'Agree on the order of several funds' },
  })
  agree(@Body() { cofunding, funds, effectiveFrom }: AgreeCofundingDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideCofunding({ type: 'AgreeCofunding', cofunding, funds, effectiveFrom }, by));
  }

  @Get(':cofunding')
  @Operation({
    name: 'Cofunding',
    allow: ['federation-admin', 'federation-finance', 'auditor'],
    summary: { fr: 'Voir l’ordre de plusieurs fonds', en: 'See the order of several funds' },
  })
  async show(@Param() { cofunding }: CofundingPath) {
    const { versions } = await this.decisions.stateOf('subsidies', cofundingStream(cofunding), cofundingFold);
    if (versions.length === 0) throw new CommandRefused(refuse(CofundingReason.unknown, { cofunding }, 'notFound'));
    return { cofunding, versions };
  }
}

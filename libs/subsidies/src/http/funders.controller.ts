import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, type Metadata } from '#eventstore';
import { dayIn, refuse } from '#kernel';
import { By, Operation } from '#platform';
import { FundReason } from '../fund/fund.reasons.js';
import { DecideFunder } from '../funder/decide-funder.js';
import { FunderPath, RegisterFunderDto } from './funds.dto.js';
import { Funder } from './funds.queries.js';

@Controller('v1/funders')
export class FundersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Operation({
    name: 'RegisterFunder',
    allow: ['federation-admin', 'federation-finance'],
    summary: { fr: 'Enregistrer un bailleur', en: 'Register a funder' },
  })
  register(@Body() { funder, name, registeredOn }: RegisterFunderDto, @By() by: Metadata): Promise<Decided> {
    const on = registeredOn ?? dayIn('UTC', by.recordedAt);
    return this.commands.execute(new DecideFunder({ type: 'RegisterFunder', funder, name, registeredOn: on }, by));
  }

  @Get(':funder')
  @Operation({
    name: 'Funder',
    allow: ['federation-admin', 'federation-finance'],
    summary: { fr: 'Voir un bailleur', en: 'See a funder' },
  })
  async show(@Param() { funder }: FunderPath) {
    const known = await this.queries.execute(new Funder(funder));
    if (known.status === 'none') throw new CommandRefused(refuse(FundReason.funderUnknown, { funder }, 'notFound'));
    const { name, registeredOn } = known;
    return { funder, name, registeredOn };
  }
}

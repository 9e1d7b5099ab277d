import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Decided, Metadata } from '#eventstore';
import { Clock, dayIn } from '#kernel';
import { By, Operation } from '#platform';
import { DecideAffiliation, RegisterFederation } from '../federation/decide-federation.js';
import {
  AffiliateSchemeDto,
  EndAffiliationDto,
  FederationOnDto,
  FederationPath,
  RegisterFederationDto,
} from './federations.dto.js';
import { FederationTree } from './federations.query.js';

const admins = ['federation-admin'] as const;
const readers = ['federation-admin', 'federation-finance'] as const;

/** Federations, from the local to the international, and the schemes that belong to them. */
@Controller('v1/federations')
export class FederationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Operation({
    name: 'RegisterFederation',
    allow: admins,
    summary: { fr: 'Inscrire une fédération', en: 'Register a federation' },
  })
  register(@Body() { parent, ...form }: RegisterFederationDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new RegisterFederation({ ...form, parent: parent ?? null }, by));
  }

  @Post(':federation/affiliations')
  @Operation({
    name: 'AffiliateScheme',
    allow: admins,
    summary: { fr: 'Affilier une mutuelle', en: 'Affiliate a scheme' },
  })
  affiliate(
    @Param() { federation }: FederationPath,
    @Body() { member: scheme, ...form }: AffiliateSchemeDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new DecideAffiliation(federation, { type: 'AffiliateScheme', scheme, ...form }, by));
  }

  @Post(':federation/disaffiliations')
  @Operation({
    name: 'EndAffiliation',
    allow: admins,
    summary: { fr: 'Mettre fin à une affiliation', en: 'End an affiliation' },
  })
  end(
    @Param() { federation }: FederationPath,
    @Body() { member: scheme, ...form }: EndAffiliationDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new DecideAffiliation(federation, { type: 'EndAffiliation', scheme, ...form }, by));
  }

  @Get(':federation')
  @Operation({
    name: 'FederationTree',
    allow: readers,
    summary: {
      fr: 'Fédération, mutuelles affiliées et leurs cotisations',
      en: 'A federation, its schemes and their dues',
    },
  })
  tree(@Param() { federation }: FederationPath, @Query() { on = dayIn('UTC', this.clock.now()) }: FederationOnDto) {
    return this.queries.execute(new FederationTree(federation, on));
  }
}

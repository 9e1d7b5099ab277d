import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Decided, Metadata } from '#eventstore';
import { Clock, dayIn } from '#kernel';
import { By, Caller, type CallerIdentity, Operation } from '#platform';
import { DecidePerson } from '../household/decide-person.js';
import { DecideSession } from '../household/decide-session.js';
import { SchemePath } from './catalogue.dto.js';
import { AttestSessionDto, DescribePersonDto, PersonPath, RemainingRightsDto } from './claims.dto.js';
import { onlyOwnProvider } from './own-provider.js';
import { RemainingRights } from './rights.queries.js';

/** What a person may still draw on, and the evidence that opens it. */
@Controller('v1/schemes/:scheme')
export class RightsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Post('attestations')
  @Operation({
    name: 'AttestSession',
    allow: ['provider-client', 'scheme-clerk', 'medical-reviewer'],
    summary: { fr: 'Attester une consultation prénatale', en: 'Attest an antenatal session' },
  })
  attest(
    @Param() { scheme }: SchemePath,
    @Body() { attestation, provider, beneficiary, act, heldOn }: AttestSessionDto,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Decided> {
    onlyOwnProvider(caller, provider);
    const session = { attestation, provider, person: beneficiary, act, heldOn };
    return this.commands.execute(new DecideSession(scheme, session, by));
  }

  @Post('beneficiaries/:person/description')
  @Operation({
    name: 'DescribePerson',
    // Not the provider who bills by it.
    allow: ['scheme-clerk', 'medical-reviewer'],
    summary: { fr: 'Dire l’âge et le sexe d’un bénéficiaire', en: 'Tell a beneficiary’s age and sex' },
  })
  describe(
    @Param() { scheme, person }: PersonPath,
    @Body() { birthDate: bornOn, sex, relation }: DescribePersonDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new DecidePerson(scheme, person, { bornOn, sex, relation }, by));
  }

  @Get('beneficiaries/:person/rights')
  @Operation({
    name: 'RemainingRights',
    opens: 'medical',
    allow: ['scheme-manager', 'scheme-clerk', 'medical-reviewer', 'provider-client', 'auditor'],
    summary: { fr: 'Droits restants d’un bénéficiaire', en: 'What a beneficiary may still draw on' },
  })
  rights(
    @Param() { scheme, person }: PersonPath,
    @Query() { on = dayIn('UTC', this.clock.now()) }: RemainingRightsDto,
    @Caller() caller: CallerIdentity,
  ) {
    return this.queries.execute(new RemainingRights(scheme, person, on, caller));
  }
}

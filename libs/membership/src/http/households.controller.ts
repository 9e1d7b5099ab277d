import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, type Metadata, type Scope } from '#eventstore';
import { refuse } from '#kernel';
import { By, Caller, type CallerIdentity, In, maySee, Operation } from '#platform';
import { DecideHousehold, type HouseholdRequest } from '../household/decide-household.js';
import { HouseholdReason } from '../household/household.reasons.js';
import { Household, Households } from './households.queries.js';
import {
  AddPersonDto,
  CancelEnrolmentDto,
  DeclareBirthDto,
  EnrolHouseholdDto,
  GrantTargetedCoverDto,
  HouseholdPath,
  HouseholdsDto,
  RecordDeathDto,
  SchemePath,
  TakeOverCoverDto,
} from './membership.dto.js';

const counter = ['scheme-clerk', 'scheme-manager'] as const;
const managers = ['scheme-manager', 'federation-admin'] as const;
const readers = [...counter, 'federation-admin', 'auditor'] as const;

/** Who belongs to a scheme. */
@Controller('v1/schemes/:scheme/households')
export class HouseholdsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Operation({ name: 'EnrolHousehold', allow: counter, summary: { fr: 'Inscrire un ménage', en: 'Enrol a household' } })
  enrol(
    @Param() _path: SchemePath,
    @Body() { household, ...form }: EnrolHouseholdDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.decide(household, { type: 'EnrolHousehold', household, ...form }, by);
  }

  @Post(':household/persons')
  @Operation({ name: 'AddPerson', allow: counter, summary: { fr: 'Ajouter une personne', en: 'Add a person' } })
  add(@Param() { household }: HouseholdPath, @Body() form: AddPersonDto, @By() by: Metadata): Promise<Decided> {
    return this.decide(household, { type: 'AddPerson', ...form }, by);
  }

  @Post(':household/births')
  @Operation({ name: 'DeclareBirth', allow: counter, summary: { fr: 'Déclarer une naissance', en: 'Declare a birth' } })
  birth(@Param() { household }: HouseholdPath, @Body() form: DeclareBirthDto, @By() by: Metadata): Promise<Decided> {
    return this.decide(household, { type: 'DeclareBirth', ...form }, by);
  }

  @Post(':household/deaths')
  @Operation({ name: 'RecordDeath', allow: counter, summary: { fr: 'Enregistrer un décès', en: 'Record a death' } })
  death(@Param() { household }: HouseholdPath, @Body() form: RecordDeathDto, @By() by: Metadata): Promise<Decided> {
    return this.decide(household, { type: 'RecordDeath', ...form }, by);
  }

  @Post(':household/taken-over-cover')
  @Operation({
    name: 'TakeOverCover',
    allow: [...managers, 'scheme-clerk'],
    summary: { fr: "Reprendre une couverture d'un autre registre", en: 'Take over cover from another register' },
  })
  takeOver(
    @Param() { household }: HouseholdPath,
    @Body() form: TakeOverCoverDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.decide(household, { type: 'TakeOverCover', ...form }, by);
  }

  @Post(':household/targeted-cover')
  @Operation({
    name: 'GrantTargetedCover',
    allow: managers,
    summary: { fr: 'Accorder une prise en charge ciblée', en: 'Grant targeted cover' },
  })
  grant(
    @Param() { household }: HouseholdPath,
    @Body() form: GrantTargetedCoverDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.decide(household, { type: 'GrantTargetedCover', ...form }, by);
  }

  @Post(':household/cancellation')
  @Operation({
    name: 'CancelEnrolment',
    allow: counter,
    summary: { fr: "Annuler l'adhésion", en: 'Cancel the enrolment' },
  })
  cancel(
    @Param() { household }: HouseholdPath,
    @Body() form: CancelEnrolmentDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.decide(household, { type: 'CancelEnrolment', ...form }, by);
  }

  @Get()
  @Operation({
    name: 'Households',
    allow: readers,
    summary: { fr: 'Ménages de la mutuelle', en: 'Households of the scheme' },
  })
  list(@Param() { scheme }: SchemePath, @Query() { limit, offset, ...filter }: HouseholdsDto, @In() scope: Scope) {
    return this.queries.execute(new Households(scope, scheme, filter, { limit, offset }));
  }

  @Get(':household')
  @Operation({ name: 'Household', allow: readers, summary: { fr: 'Voir un ménage', en: 'See a household' } })
  async show(@Param() { scheme, household }: HouseholdPath, @In() scope: Scope, @Caller() caller: CallerIdentity) {
    const view = await this.queries.execute(new Household(scope, scheme, household, maySee(caller, 'identity')));
    if (!view) throw new CommandRefused(refuse(HouseholdReason.unknown, undefined, 'notFound'));
    return view;
  }

  private decide(household: string, request: HouseholdRequest, by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideHousehold(household, request, by));
  }
}

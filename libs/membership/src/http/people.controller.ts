import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Decided, Metadata } from '#eventstore';
import { By, Operation } from '#platform';
import { DecideHousehold, type HouseholdRequest } from '../household/decide-household.js';
import { HouseholdPath } from './membership.dto.js';
import {
  AssessCategoryDto,
  CreditWaitingDto,
  LeaveHouseholdDto,
  NamePolicyholderDto,
  NameRemotePayerDto,
  RecordAbsenceDto,
  StrikeOffDto,
} from './people.dto.js';

const counter = ['scheme-clerk', 'scheme-manager'] as const;
const managers = ['scheme-manager', 'federation-admin'] as const;

/** What life brings a household: who answers for it, who leaves, who is away, what it can bear to pay. */
@Controller('v1/schemes/:scheme/households/:household')
export class PeopleController {
  constructor(private readonly commands: CommandBus) {}

  @Post('categories')
  @Operation({
    name: 'AssessCategory',
    allow: managers,
    summary: { fr: 'Noter la catégorie socio-économique', en: 'Record the socio-economic category' },
  })
  assess(@Param() path: HouseholdPath, @Body() form: AssessCategoryDto, @By() by: Metadata): Promise<Decided> {
    return this.decide(path, { type: 'AssessCategory', ...form }, by);
  }

  @Post('departures')
  @Operation({
    name: 'LeaveHousehold',
    allow: counter,
    summary: { fr: 'Noter un départ du ménage', en: 'Record that someone leaves the household' },
  })
  leave(@Param() path: HouseholdPath, @Body() form: LeaveHouseholdDto, @By() by: Metadata): Promise<Decided> {
    return this.decide(path, { type: 'LeaveHousehold', ...form }, by);
  }

  @Post('policyholder')
  @Operation({
    name: 'NamePolicyholder',
    allow: counter,
    summary: { fr: 'Nommer l’adhérent ou le tuteur', en: 'Name the policyholder or guardian' },
  })
  policyholder(@Param() path: HouseholdPath, @Body() form: NamePolicyholderDto, @By() by: Metadata): Promise<Decided> {
    return this.decide(path, { type: 'NamePolicyholder', ...form }, by);
  }

  @Post('absences')
  @Operation({
    name: 'RecordAbsence',
    allow: counter,
    summary: { fr: 'Noter une absence', en: 'Record an absence' },
  })
  absence(@Param() path: HouseholdPath, @Body() form: RecordAbsenceDto, @By() by: Metadata): Promise<Decided> {
    return this.decide(path, { type: 'RecordAbsence', ...form }, by);
  }

  @Post('remote-payer')
  @Operation({
    name: 'NameRemotePayer',
    allow: counter,
    summary: { fr: 'Nommer un payeur à distance', en: 'Name a payer who lives elsewhere' },
  })
  payer(@Param() path: HouseholdPath, @Body() form: NameRemotePayerDto, @By() by: Metadata): Promise<Decided> {
    return this.decide(path, { type: 'NameRemotePayer', ...form }, by);
  }

  @Post('waiting-credits')
  @Operation({
    name: 'CreditWaiting',
    allow: managers,
    summary: { fr: 'Reconnaître une période d’observation déjà faite', en: 'Credit waiting served elsewhere' },
  })
  credit(@Param() path: HouseholdPath, @Body() form: CreditWaitingDto, @By() by: Metadata): Promise<Decided> {
    return this.decide(path, { type: 'CreditWaiting', ...form }, by);
  }

  @Post('strike-off')
  @Operation({
    name: 'StrikeOff',
    allow: managers,
    summary: { fr: 'Radier un ménage par décision', en: 'Strike a household off by decision' },
  })
  strikeOff(@Param() path: HouseholdPath, @Body() form: StrikeOffDto, @By() by: Metadata): Promise<Decided> {
    return this.decide(path, { type: 'StrikeOff', ...form }, by);
  }

  private decide({ household }: HouseholdPath, request: HouseholdRequest, by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideHousehold(household, request, by));
  }
}

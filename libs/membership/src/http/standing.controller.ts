import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { By, Operation } from '#platform';
import { DecideScheme, registeredScheme, type SchemeRequest } from '../scheme/decide-scheme.js';
import { SchemePath } from './membership.dto.js';
import { FoundSchemeDto, MergeSchemeDto, StandingDto } from './standing.dto.js';

const admins = ['federation-admin'] as const;
const readers = ['scheme-manager', 'scheme-clerk', 'federation-admin', 'federation-finance', 'auditor'] as const;

/** The life of a scheme: founded, registered, suspended for a time, part of another in the end. */
@Controller('v1')
export class StandingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly decisions: Decisions,
  ) {}

  @Post('schemes/foundings')
  @Operation({
    name: 'FoundScheme',
    allow: admins,
    summary: { fr: 'Noter la création d’une mutuelle', en: 'Record that a scheme is being founded' },
  })
  found(@Body() { timezone = 'UTC', ...form }: FoundSchemeDto, @By() by: Metadata): Promise<Decided> {
    return this.decide(form.scheme, { type: 'FoundScheme', ...form, timezone }, { ...by, scheme: form.scheme });
  }

  @Post('schemes/:scheme/suspensions')
  @Operation({
    name: 'SuspendScheme',
    allow: admins,
    summary: { fr: 'Suspendre une mutuelle', en: 'Suspend a scheme' },
  })
  suspend(@Param() { scheme }: SchemePath, @Body() form: StandingDto, @By() by: Metadata): Promise<Decided> {
    return this.decide(scheme, { type: 'SuspendScheme', ...form }, by);
  }

  @Post('schemes/:scheme/suspensions/lifted')
  @Operation({
    name: 'LiftSuspension',
    allow: admins,
    summary: { fr: 'Lever la suspension d’une mutuelle', en: 'Lift the suspension of a scheme' },
  })
  lift(@Param() { scheme }: SchemePath, @Body() form: StandingDto, @By() by: Metadata): Promise<Decided> {
    return this.decide(scheme, { type: 'LiftSuspension', ...form }, by);
  }

  @Post('schemes/:scheme/merger')
  @Operation({
    name: 'MergeScheme',
    allow: admins,
    summary: { fr: 'Fusionner une mutuelle dans une autre', en: 'Merge a scheme into another' },
  })
  merge(@Param() { scheme }: SchemePath, @Body() form: MergeSchemeDto, @By() by: Metadata): Promise<Decided> {
    return this.decide(scheme, { type: 'MergeScheme', ...form }, by);
  }

  @Get('schemes/:scheme/standing')
  @Operation({
    name: 'SchemeStanding',
    allow: readers,
    summary: { fr: 'Situation d’une mutuelle et ses décisions', en: 'How a scheme stands, and by which decisions' },
  })
  async standing(@Param() { scheme: id }: SchemePath) {
    const { scheme, status, standings = [], into = null } = await registeredScheme(this.decisions, id);
    return { scheme, standing: status, into, decisions: standings };
  }

  private decide(scheme: string, request: SchemeRequest, by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideScheme(scheme, request, by));
  }
}

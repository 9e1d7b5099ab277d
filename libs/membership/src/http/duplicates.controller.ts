import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Decided, Metadata, Scope } from '#eventstore';
import { By, In, Operation } from '#platform';
import { DecideDuplicate } from '../duplicate/decide-duplicate.js';
import { Candidates, Duplicates, DuplicatesOfScheme } from './duplicates.queries.js';
import { CandidatesDto, DecideDuplicateDto, DuplicatesDto, ProposeDuplicateDto } from './duplicates.dto.js';
import { SchemePath } from './membership.dto.js';

const staff = ['federation-admin', 'federation-finance'] as const;
const readers = [...staff, 'auditor'] as const;

/** One person in two registers: looked for, put forward and decided by the federation. Answers name nobody. */
@Controller('v1')
export class DuplicatesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('duplicates/candidates')
  @Operation({
    name: 'DuplicateCandidates',
    allow: staff,
    summary: { fr: 'Chercher une personne dans les autres registres', en: 'Look for a person in other registers' },
  })
  candidates(@Query() { household, person }: CandidatesDto, @In() scope: Scope) {
    return this.queries.execute(new Candidates(scope, household, person));
  }

  @Post('duplicates')
  @Operation({
    name: 'ProposeDuplicate',
    allow: staff,
    summary: { fr: 'Proposer un doublon', en: 'Put forward that two persons are one' },
  })
  propose(@Body() form: ProposeDuplicateDto, @In() scope: Scope, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideDuplicate(scope, { type: 'ProposeDuplicate', ...form }, by));
  }

  @Post('duplicates/decisions')
  @Operation({
    name: 'DecideDuplicate',
    allow: staff,
    summary: { fr: 'Décider d’un doublon', en: 'Decide whether two persons are one' },
  })
  decide(@Body() form: DecideDuplicateDto, @In() scope: Scope, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideDuplicate(scope, { type: 'DecideDuplicate', ...form }, by));
  }

  @Get('duplicates')
  @Operation({
    name: 'Duplicates',
    allow: readers,
    summary: { fr: 'Doublons proposés et décidés', en: 'Duplicates put forward and decided' },
  })
  list(@Query() { status, limit, offset }: DuplicatesDto, @In() scope: Scope) {
    return this.queries.execute(new Duplicates(scope, status, { limit, offset }));
  }

  @Get('schemes/:scheme/duplicates')
  @Operation({
    name: 'DuplicatesOfScheme',
    allow: ['scheme-manager', 'federation-admin', 'auditor'],
    summary: {
      fr: 'Membres de la mutuelle qui ont peut-être une autre inscription',
      en: 'Members of the scheme who may be registered elsewhere too',
    },
  })
  ofScheme(@Param() { scheme }: SchemePath, @In() scope: Scope) {
    return this.queries.execute(new DuplicatesOfScheme(scope, scheme));
  }
}

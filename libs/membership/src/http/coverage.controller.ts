import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Scope } from '#eventstore';
import { Clock } from '#kernel';
import { In, Operation } from '#platform';
import { Coverage, type CoverageView } from './coverage.query.js';
import { CoverageDto, PersonPath } from './membership.dto.js';

@Controller('v1/schemes/:scheme/persons')
export class CoverageController {
  constructor(
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Get(':person/coverage')
  @Operation({
    name: 'Coverage',
    allow: ['scheme-clerk', 'scheme-manager', 'federation-admin', 'auditor'],
    summary: { fr: 'Couverture à une date, telle que connue à une autre', en: 'Cover on a day, as known on another' },
  })
  coverage(
    @Param() { scheme, person }: PersonPath,
    @Query() { effective, knownOn }: CoverageDto,
    @In() scope: Scope,
  ): Promise<CoverageView> {
    return this.queries.execute(new Coverage(scope, scheme, person, effective, knownOn, this.clock.now()));
  }
}

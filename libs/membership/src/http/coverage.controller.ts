import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Scope } from '#eventstore';
import { Clock } from '#kernel';
import { In, Operation } from '#platform';
import { Coverage, type CoverageView } from './coverage.query.js';
import { CoverTimeline, type CoverTimelineView } from './cover-timeline.query.js';
import { CoverageDto, CoverTimelineDto, PersonPath } from './membership.dto.js';

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

  @Get(':person/cover-timeline')
  @Operation({
    name: 'CoverTimeline',
    allow: ['scheme-clerk', 'scheme-manager', 'federation-admin', 'auditor'],
    summary: { fr: 'Histoire de la couverture d’une personne', en: 'How a person’s cover came about' },
  })
  timeline(
    @Param() { scheme, person }: PersonPath,
    @Query() { knownOn }: CoverTimelineDto,
    @In() scope: Scope,
  ): Promise<CoverTimelineView> {
    return this.queries.execute(new CoverTimeline(scope, scheme, person, knownOn, this.clock.now()));
  }
}

import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CommandRefused, Decisions, ReadModels, type Scope } from '#eventstore';
import { type Day, dayIn, type Instant, refuse } from '#kernel';
import { type Timeline, timelineOf } from '../household/cover-timeline.js';
import { householdStream } from '../household/decide-household.js';
import type { HouseholdEvent } from '../household/household.events.js';
import { HouseholdReason } from '../household/household.reasons.js';
import { memberTable } from '../projections/household.entity.js';
import { registeredScheme } from '../scheme/decide-scheme.js';

/** By household: somebody who moved was covered in more than one. */
export interface CoverTimelineView {
  readonly person: string;
  readonly knownOn: Day;
  readonly households: readonly (Timeline & { readonly household: string; readonly leftOn: Day | null })[];
}

/** All of a person's cover, by what was recorded by the end of a day. */
export class CoverTimeline extends Query<CoverTimelineView> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly person: string,
    /** Today unless said. */
    readonly knownOn: Day | undefined,
    readonly askedAt: Instant,
  ) {
    super();
  }
}

@QueryHandler(CoverTimeline)
export class CoverTimelineHandler implements IQueryHandler<CoverTimeline> {
  constructor(
    private readonly models: ReadModels,
    private readonly decisions: Decisions,
  ) {}

  /** @throws CommandRefused 404 for somebody the scheme does not know. */
  async execute({ scope, scheme, person, askedAt, ...asked }: CoverTimeline): Promise<CoverTimelineView> {
    const { timezone } = await registeredScheme(this.decisions, scheme);
    const knownOn = asked.knownOn ?? dayIn(timezone, askedAt);
    const rows = await this.models.find(scope, memberTable, { where: { scheme, person }, orderBy: ['household'] });
    if (rows.length === 0) throw new CommandRefused(refuse(HouseholdReason.personUnknown, { person }, 'notFound'));
    const households = await Promise.all(
      rows.map(async ({ household, leftOn }) => {
        const events = await this.decisions.history<HouseholdEvent>('membership', householdStream(household));
        const known = events.filter(({ recorded }) => dayIn(timezone, recorded.recordedAt) <= knownOn);
        return { household, leftOn, ...timelineOf(known, person) };
      }),
    );
    return { person, knownOn, households };
  }
}

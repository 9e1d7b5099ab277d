import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Decisions, ReadModels, type Scope } from '#eventstore';
import { type Day, dayIn, type Instant } from '#kernel';
import { type CoverageAnswer, coverageOn } from '../household/coverage-on.js';
import { householdStream } from '../household/decide-household.js';
import type { HouseholdEvent } from '../household/household.events.js';
import { memberTable } from '../projections/household.entity.js';
import { registeredScheme } from '../scheme/decide-scheme.js';

export type CoverageView = CoverageAnswer & { readonly household: string | null; readonly knownOn: Day };

/** Where a person's cover stood on a day, by what was recorded by the end of another. */
export class Coverage extends Query<CoverageView> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly person: string,
    readonly effective: Day,
    /** Today unless said. */
    readonly knownOn: Day | undefined,
    readonly askedAt: Instant,
  ) {
    super();
  }
}

@QueryHandler(Coverage)
export class CoverageHandler implements IQueryHandler<Coverage> {
  constructor(
    private readonly models: ReadModels,
    private readonly decisions: Decisions,
  ) {}

  async execute({ scope, scheme, person, effective, askedAt, ...asked }: Coverage): Promise<CoverageView> {
    const { timezone } = await registeredScheme(this.decisions, scheme);
    const knownOn = asked.knownOn ?? dayIn(timezone, askedAt);
    const answers: CoverageView[] = [];
    for (const { household } of await this.models.find(scope, memberTable, {
      where: { scheme, person },
      orderBy: ['household'],
    })) {
      const events = await this.decisions.history<HouseholdEvent>('membership', householdStream(household));
      const known = events.filter(({ recorded }) => dayIn(timezone, recorded.recordedAt) <= knownOn);
      answers.push({ ...coverageOn(known, person, effective), household, knownOn });
    }
    // Somebody who moved from one household to another is where the cover is.
    return (
      answers.find(({ status }) => status === 'covered') ??
      answers.find(({ status }) => status !== 'unknown') ?? {
        ...coverageOn([], person, effective),
        household: null,
        knownOn,
      }
    );
  }
}

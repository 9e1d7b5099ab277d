import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CommandRefused, Decisions, type Find, ReadModels, type Scope } from '#eventstore';
import { refuse } from '#kernel';
import { DuplicateReason } from '../duplicate/duplicate.reasons.js';
import {
  type DuplicateRow,
  duplicateSideTable,
  duplicateTable,
  type DuplicateStanding,
} from '../projections/duplicate.entity.js';
import { type Candidate, CandidateSearch } from './candidate-search.js';

/** Who of other households looks like the persons of this one, the most alike first. Codes and ids: no name. */
export class Candidates extends Query<{ readonly candidates: readonly Candidate[] }> {
  constructor(
    readonly scope: Scope,
    readonly household: string,
    readonly person: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(Candidates)
export class CandidatesHandler implements IQueryHandler<Candidates> {
  constructor(
    private readonly models: ReadModels,
    private readonly decisions: Decisions,
  ) {}

  /** @throws CommandRefused 404 for a household, or a person of it, that nobody enrolled. */
  async execute({ scope, household, person }: Candidates) {
    const candidates = await new CandidateSearch(this.models, this.decisions, scope).of(household, person);
    if (!candidates) throw new CommandRefused(refuse(DuplicateReason.unknown, undefined, 'notFound'));
    return { candidates };
  }
}

type Listed = Omit<DuplicateRow, 'pair' | 'scheme'>;

/** What was put forward, and what was decided: for the federation. */
export class Duplicates extends Query<{ readonly total: number; readonly duplicates: readonly Listed[] }> {
  constructor(
    readonly scope: Scope,
    readonly status: DuplicateStanding | undefined,
    readonly page: Pick<Find<DuplicateRow>, 'limit' | 'offset'>,
  ) {
    super();
  }
}

@QueryHandler(Duplicates)
export class DuplicatesHandler implements IQueryHandler<Duplicates> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, status, page: { limit = 100, offset = 0 } }: Duplicates) {
    const where = status ? { status } : {};
    const [total, rows] = await Promise.all([
      this.models.count(scope, duplicateTable, where),
      this.models.find(scope, duplicateTable, { where, orderBy: ['proposedOn', 'pair'], limit, offset }),
    ]);
    return { total, duplicates: rows.map(({ pair: _, scheme: __, ...row }) => row) };
  }
}

/** A scheme's own member, and how far the question is: nothing of the other registration. */
export interface OwnDuplicate {
  readonly household: string;
  readonly person: string;
  readonly status: DuplicateStanding;
  readonly proposedOn: string;
  readonly decidedOn: string | null;
}

export class DuplicatesOfScheme extends Query<{ readonly duplicates: readonly OwnDuplicate[] }> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
  ) {
    super();
  }
}

@QueryHandler(DuplicatesOfScheme)
export class DuplicatesOfSchemeHandler implements IQueryHandler<DuplicatesOfScheme> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, scheme }: DuplicatesOfScheme) {
    const rows = await this.models.find(scope, duplicateSideTable, {
      where: { scheme },
      orderBy: ['household', 'person', 'proposedOn'],
    });
    return {
      duplicates: rows.map(({ household, person, status, proposedOn, decidedOn }) => ({
        ...{ household, person, status, proposedOn, decidedOn },
      })),
    };
  }
}

import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ReadModels, type Scope } from '#eventstore';
import { type SchemeRow, schemeTable, type SectionRow, sectionTable } from '../projections/scheme.entity.js';

/** Undefined where the asker may not see it. */
export class Scheme extends Query<SchemeRow | undefined> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
  ) {
    super();
  }
}

@QueryHandler(Scheme)
export class SchemeHandler implements IQueryHandler<Scheme> {
  constructor(private readonly models: ReadModels) {}

  execute({ scope, scheme }: Scheme): Promise<SchemeRow | undefined> {
    return this.models.findOne(scope, schemeTable, { scheme });
  }
}

/** Schemes the asker may see. */
export class Schemes extends Query<readonly SchemeRow[]> {
  constructor(readonly scope: Scope) {
    super();
  }
}

@QueryHandler(Schemes)
export class SchemesHandler implements IQueryHandler<Schemes> {
  constructor(private readonly models: ReadModels) {}

  execute({ scope }: Schemes): Promise<readonly SchemeRow[]> {
    return this.models.find(scope, schemeTable, { orderBy: ['scheme'], limit: 1_000 });
  }
}

export class Sections extends Query<readonly SectionRow[]> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
  ) {
    super();
  }
}

@QueryHandler(Sections)
export class SectionsHandler implements IQueryHandler<Sections> {
  constructor(private readonly models: ReadModels) {}

  execute({ scope, scheme }: Sections): Promise<readonly SectionRow[]> {
    return this.models.find(scope, sectionTable, { where: { scheme }, orderBy: ['section'], limit: 10_000 });
  }
}

import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ReadModels, type Scope } from '#eventstore';
import { type ReservationRow, type ReservationStatus, reservationTable } from '../projections/reservation.entity.js';
import type { Page } from './funds.queries.js';

export interface SubsidiesFilter {
  readonly household?: string;
  readonly fund?: string;
  readonly status?: ReservationStatus;
}

/** What the households of a scheme were granted, oldest request first. */
export class Subsidies extends Query<readonly ReservationRow[]> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly filter: SubsidiesFilter,
    readonly page: Page,
  ) {
    super();
  }
}

@QueryHandler(Subsidies)
export class SubsidiesHandler implements IQueryHandler<Subsidies> {
  constructor(private readonly models: ReadModels) {}

  execute({ scope, scheme, filter, page: { limit = 100, offset = 0 } }: Subsidies): Promise<readonly ReservationRow[]> {
    const orderBy = ['requestedOn', 'household', 'term', 'fund'] as const;
    return this.models.find(scope, reservationTable, { where: { scheme, ...filter }, orderBy, limit, offset });
  }
}

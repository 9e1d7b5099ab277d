import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ReadModels, type Scope } from '#eventstore';
import { type ReviewRow, reviewTable } from '../projections/review.entity.js';

export type ReviewsFilter = Partial<Pick<ReviewRow, 'status' | 'because' | 'provider'>>;

export interface ReviewsPage {
  readonly total: number;
  /** The largest amounts first: where a mistake costs most. */
  readonly reviews: readonly ReviewRow[];
}

/** A scheme's queue of reviews. */
export class Reviews extends Query<ReviewsPage> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly filter: ReviewsFilter,
    readonly page: { readonly limit: number; readonly offset: number },
  ) {
    super();
  }
}

@QueryHandler(Reviews)
export class ReviewsHandler implements IQueryHandler<Reviews> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, scheme, filter, page }: Reviews): Promise<ReviewsPage> {
    const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
    const where = { ...asked, scheme };
    const [total, reviews] = await Promise.all([
      this.models.count(scope, reviewTable, where),
      this.models.find(scope, reviewTable, { where, orderBy: ['amount', 'claim'], descending: true, ...page }),
    ]);
    return { total, reviews };
  }
}

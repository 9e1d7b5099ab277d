import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Find, ReadModels, type Scope, type Where } from '#eventstore';
import { type ReviewRow, reviewTable } from '../projections/review.entity.js';

export type ReviewsFilter = Partial<Pick<ReviewRow, 'status' | 'because' | 'provider' | 'assignee'>>;

export interface ReviewsPage {
  /** Of all pages; told with the first alone. */
  readonly total?: number;
  /** The largest amounts first: where a mistake costs most. */
  readonly reviews: readonly ReviewRow[];
}

/** A scheme's queue of reviews. `after`: the last claim of the page before; asking so costs the same on every page. */
export class Reviews extends Query<ReviewsPage> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly filter: ReviewsFilter,
    readonly page: { readonly limit: number; readonly offset: number; readonly after?: string },
  ) {
    super();
  }
}

const largestFirst = { orderBy: ['amount', 'claim'], descending: true } as const;

@QueryHandler(Reviews)
export class ReviewsHandler implements IQueryHandler<Reviews> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, scheme, filter, page: { after, limit, offset } }: Reviews): Promise<ReviewsPage> {
    const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
    const where: Where<ReviewRow> = { ...asked, scheme };
    if (after !== undefined) return { reviews: await this.following(scope, { scheme, claim: after }, where, limit) };
    const [total, reviews] = await Promise.all([
      this.models.count(scope, reviewTable, where),
      this.models.find(scope, reviewTable, { where, ...largestFirst, limit, offset }),
    ]);
    return { total, reviews };
  }

  /** Those of the same amount first, then the smaller ones: each by the index, from where the last page ended. */
  private async following(
    scope: Scope,
    last: Pick<ReviewRow, 'scheme' | 'claim'>,
    where: Where<ReviewRow>,
    limit: number,
  ): Promise<readonly ReviewRow[]> {
    const known = await this.models.findOne(scope, reviewTable, last);
    if (!known) return [];
    const { amount, claim } = known;
    const find = (more: Where<ReviewRow>, most: number): Promise<ReviewRow[]> =>
      this.models.find(scope, reviewTable, {
        where: { ...where, ...more },
        ...largestFirst,
        limit: most,
      } as Find<ReviewRow>);
    const same = await find({ amount, claim: { atMost: claim } }, limit + 1);
    const besides = same.filter(row => row.claim !== claim).slice(0, limit);
    if (besides.length === limit) return besides;
    return [...besides, ...(await find({ amount: { atMost: amount - 1 } }, limit - besides.length))];
  }
}

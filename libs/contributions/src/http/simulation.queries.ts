import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ReadModels, type Scope } from '#eventstore';
import type { Currency, Day, Period } from '#kernel';
import type { Plan } from '../plan/plan.state.js';
import { accountTable } from '../projections/account.entity.js';
import { type Called, calledTogether, nothingCalled, type OneAccount, underPlan } from '../what-if/under-plan.js';

interface Sums {
  readonly households: number;
  readonly contributions: number;
  readonly now: Called;
  readonly then: Called;
}

/** What was called for within some days, and what another plan would have called for; by size of household too. */
export interface SimulatedPlan extends Sums {
  readonly product: string;
  readonly currency: Currency;
  readonly from: Day;
  readonly to: Day;
  readonly groups: readonly (Sums & { readonly persons: string })[];
}

export class SimulatePlan extends Query<SimulatedPlan> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly product: string,
    readonly draft: Plan,
    readonly window: Period,
  ) {
    super();
  }
}

/** Nothing is written. */
@QueryHandler(SimulatePlan)
export class SimulatePlanHandler implements IQueryHandler<SimulatePlan> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, scheme, product, draft, window }: SimulatePlan): Promise<SimulatedPlan> {
    const { currency } = draft;
    const rows = await this.models.find(scope, accountTable, { where: { scheme, product, currency } });
    const accounts = rows.flatMap(({ account }) => underPlan(account, draft, window) ?? []);
    const groups = sizes.flatMap(({ persons, holds }) => {
      const own = accounts.filter(one => holds(one.persons));
      return own.length > 0 ? [{ persons, ...sumsOf(own) }] : [];
    });
    return { product, currency, ...window, ...sumsOf(accounts), groups };
  }
}

const sizes = [
  { persons: '1', holds: (many: number) => many <= 1 },
  { persons: '2-4', holds: (many: number) => 2 <= many && many <= 4 },
  { persons: '5-7', holds: (many: number) => 5 <= many && many <= 7 },
  { persons: '8+', holds: (many: number) => many >= 8 },
] as const;

const sumsOf = (accounts: readonly OneAccount[]): Sums => ({
  households: accounts.length,
  contributions: accounts.reduce((sum, one) => sum + one.contributions, 0),
  now: accounts.reduce((sum, { now }) => calledTogether(sum, now), nothingCalled),
  then: accounts.reduce((sum, { then }) => calledTogether(sum, then), nothingCalled),
});

import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Decisions, ReadModels, type Scope } from '#eventstore';
import { householdStream } from '../household/decide-household.js';
import type { HouseholdEvent } from '../household/household.events.js';
import type { Identity } from '../household/household.types.js';
import { identitiesIn } from '../household/identities.js';
import {
  type HouseholdRow,
  type HouseholdStatus,
  householdTable,
  type MemberRow,
  memberTable,
} from '../projections/household.entity.js';

export interface HouseholdsFilter {
  readonly section?: string;
  readonly status?: HouseholdStatus;
}

/** Households of a scheme by id: ids, states and days, no names. */
export class Households extends Query<{ readonly total: number; readonly households: readonly HouseholdRow[] }> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly filter: HouseholdsFilter,
    readonly page: { readonly limit?: number; readonly offset?: number },
  ) {
    super();
  }
}

@QueryHandler(Households)
export class HouseholdsHandler implements IQueryHandler<Households> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, scheme, filter, page: { limit = 100, offset = 0 } }: Households) {
    const where = { scheme, ...filter };
    const [total, households] = await Promise.all([
      this.models.count(scope, householdTable, where),
      this.models.find(scope, householdTable, { where, orderBy: ['household'], limit, offset }),
    ]);
    return { total, households };
  }
}

export type MemberView = MemberRow & { readonly identity: Identity | null };
export type HouseholdView = (Omit<HouseholdRow, 'persons'> & { readonly persons: readonly MemberView[] }) | null;

/** A household with its persons; null where the asker may not see it. Names are opened from the log, for who may see them. */
export class Household extends Query<HouseholdView> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly household: string,
    readonly withNames: boolean,
  ) {
    super();
  }
}

@QueryHandler(Household)
export class HouseholdHandler implements IQueryHandler<Household> {
  constructor(
    private readonly models: ReadModels,
    private readonly decisions: Decisions,
  ) {}

  async execute({ scope, scheme, household, withNames }: Household): Promise<HouseholdView> {
    const row = await this.models.findOne(scope, householdTable, { household });
    if (!row || row.scheme !== scheme) return null;
    const members = await this.models.find(scope, memberTable, { where: { household }, orderBy: ['person'] });
    const names = withNames
      ? identitiesIn(await this.decisions.history<HouseholdEvent>('membership', householdStream(household)))
      : {};
    return { ...row, persons: members.map(member => ({ ...member, identity: names[member.person] ?? null })) };
  }
}

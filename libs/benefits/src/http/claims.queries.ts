import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Decisions, ReadModels, type Scope } from '#eventstore';
import type { CallerIdentity } from '#platform';
import type { ClaimEvent } from '../claim/claim.events.js';
import { claimStream } from '../claim/claim.state.js';
import type { ClaimStatus } from '../household/household.types.js';
import { type ClaimRow, claimTable } from '../projections/claim.entity.js';
import { type ClaimView, viewOf } from './claim.view.js';

/** One claim with its decisions, as the caller may see it; null when it is not there for them. */
export class Claim extends Query<ClaimView | null> {
  constructor(
    readonly scheme: string,
    readonly claim: string,
    readonly caller: CallerIdentity,
  ) {
    super();
  }
}

@QueryHandler(Claim)
export class ClaimHandler implements IQueryHandler<Claim> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ scheme, claim, caller }: Claim): Promise<ClaimView | null> {
    return viewOf(await this.decisions.history<ClaimEvent>('benefits', claimStream(scheme, claim)), scheme, caller);
  }
}

/** Who entered a claim; null when nobody did. */
export class SubmittedBy extends Query<string | null> {
  constructor(
    readonly scheme: string,
    readonly claim: string,
  ) {
    super();
  }
}

@QueryHandler(SubmittedBy)
export class SubmittedByHandler implements IQueryHandler<SubmittedBy> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ scheme, claim }: SubmittedBy): Promise<string | null> {
    const history = await this.decisions.history<ClaimEvent>('benefits', claimStream(scheme, claim));
    const submitted = history.find(({ type }) => type === 'benefits.ClaimSubmitted');
    return submitted?.recorded.actor.id ?? null;
  }
}

export interface ClaimsFilter {
  readonly provider?: string;
  readonly person?: string;
  readonly household?: string;
  readonly status?: ClaimStatus;
}

export interface ClaimsPage {
  readonly total: number;
  readonly claims: readonly ClaimRow[];
}

/** A scheme's claims, the first recorded first. */
export class Claims extends Query<ClaimsPage> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly filter: ClaimsFilter,
    readonly page: { readonly limit: number; readonly offset: number },
  ) {
    super();
  }
}

@QueryHandler(Claims)
export class ClaimsHandler implements IQueryHandler<Claims> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, scheme, filter, page }: Claims): Promise<ClaimsPage> {
    const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
    const where = { ...asked, scheme };
    const [total, claims] = await Promise.all([
      this.models.count(scope, claimTable, where),
      this.models.find(scope, claimTable, { where, orderBy: ['recordedAt', 'claim'], ...page }),
    ]);
    return { total, claims };
  }
}

import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CommandRefused, Decisions } from '#eventstore';
import { refuse } from '#kernel';
import { ComplaintReason } from '../provider/complaint/complaint.reasons.js';
import type { Complaint, QualityClause } from '../provider/complaint/complaint.types.js';
import { agreementsOf, providerFold, providerStream } from '../provider/provider.state.js';

export interface ComplaintsView {
  readonly provider: string;
  /** The clause of the latest contract; absent where it has none. */
  readonly quality?: QualityClause;
  readonly counts: Readonly<Record<Complaint['status'], number>>;
  /** The first filed first; what was said is not repeated. */
  readonly complaints: readonly Complaint[];
}

/** What members of a scheme complained of. */
export class Complaints extends Query<ComplaintsView> {
  constructor(
    readonly scheme: string,
    readonly provider: string,
    readonly status?: Complaint['status'],
  ) {
    super();
  }
}

@QueryHandler(Complaints)
export class ComplaintsHandler implements IQueryHandler<Complaints> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ scheme, provider, status }: Complaints): Promise<ComplaintsView> {
    const state = await this.decisions.stateOf('benefits', providerStream(provider), providerFold);
    const { contracts, complaints } = agreementsOf(state, scheme);
    const latest = contracts.at(-1);
    if (!latest) throw new CommandRefused(refuse(ComplaintReason.notContracted, undefined, 'notFound'));
    const all = [...(complaints?.values() ?? [])];
    const counts = { open: 0, founded: 0, unfounded: 0, withdrawn: 0 };
    for (const each of all) counts[each.status] += 1;
    const { quality } = latest;
    const asked = all.filter(each => status === undefined || each.status === status);
    return { provider, ...(quality ? { quality } : {}), counts, complaints: asked };
  }
}

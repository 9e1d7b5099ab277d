import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Decisions } from '#eventstore';
import { type CallerIdentity, concerning, maySee } from '#platform';
import { claimFold, type ClaimState, claimStream } from '../claim/claim.state.js';
import { explain, type Explanation } from './documents/explanation.js';
import { usualAppeal_days } from '../claim/claim.types.js';
import { ClaimFacts } from '../claim/decide-claim-facts.js';
import type { PackageVersion } from '../package/package.types.js';

/** What a member is told of a claim; null where there is none for the caller. */
export class ClaimExplained extends Query<Explanation | null> {
  constructor(
    readonly scheme: string,
    readonly claim: string,
    readonly caller: CallerIdentity,
  ) {
    super();
  }
}

@QueryHandler(ClaimExplained)
export class ClaimExplainedHandler implements IQueryHandler<ClaimExplained> {
  constructor(
    private readonly decisions: Decisions,
    private readonly facts: ClaimFacts,
  ) {}

  async execute({ scheme, claim: id, caller }: ClaimExplained): Promise<Explanation | null> {
    const claim = await this.decisions.stateOf('benefits', claimStream(scheme, id), claimFold);
    if (claim.status === 'none') return null;
    const { provider, person } = claim.submitted;
    if (caller.role === 'provider-client' && caller.provider !== provider) return null;
    const readsActs = maySee(caller, 'medical', { provider });
    const version = await this.versionOf(scheme, claim);
    const sensitive = new Set(version?.lines.filter(line => line.sensitive).map(({ act }) => act));
    const named = version && new Set(version.lines.map(({ act }) => act));
    const appealDays = version?.appealDays ?? usualAppeal_days;
    const { names } = version ?? {};
    const explained = explain(claim, { readsActs, sensitive, named, names, appealDays });
    return explained && concerning(explained, [person]);
  }

  /** The package version the claim was decided by. */
  private async versionOf(scheme: string, claim: ClaimState): Promise<PackageVersion | undefined> {
    const named = claim.status === 'none' ? null : claim.decision?.package;
    return named ? this.facts.decidedBy(scheme, named) : undefined;
  }
}

import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Decisions } from '#eventstore';
import { type CallerIdentity, concerning, maySee } from '#platform';
import { claimFold, type ClaimState, claimStream } from '../claim/claim.state.js';
import { explain, type Explanation } from './documents/explanation.js';
import { packageFold, packageStream } from '../package/package.state.js';

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
  constructor(private readonly decisions: Decisions) {}

  async execute({ scheme, claim: id, caller }: ClaimExplained): Promise<Explanation | null> {
    const claim = await this.decisions.stateOf('benefits', claimStream(scheme, id), claimFold);
    if (claim.status === 'none') return null;
    const { provider, person } = claim.submitted;
    if (caller.role === 'provider-client' && caller.provider !== provider) return null;
    const readsActs = maySee(caller, 'medical', { provider });
    const explained = explain(claim, { readsActs, sensitive: await this.sensitiveActs(scheme, claim) });
    return explained && concerning(explained, [person]);
  }

  /** By the package version the claim was decided by. */
  private async sensitiveActs(scheme: string, claim: ClaimState): Promise<ReadonlySet<string>> {
    const named = claim.status === 'none' ? null : claim.decision?.package;
    if (!named) return new Set();
    const { versions } = await this.decisions.stateOf('benefits', packageStream(scheme, named.product), packageFold);
    const lines = versions.find(({ version }) => version.version === named.version)?.version.lines ?? [];
    return new Set(lines.filter(({ sensitive }) => sensitive).map(({ act }) => act));
  }
}

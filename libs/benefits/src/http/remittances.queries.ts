import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Decisions, ReadModels, type Scope } from '#eventstore';
import type { CallerIdentity } from '#platform';
import type { BordereauLine } from './documents/bordereau.js';
import { claimTable } from '../projections/claim.entity.js';
import { remittanceAnswer, type RemittanceAnswer, remittanceStream } from '../remittance/decide-payment.js';
import { remittanceFold } from '../remittance/remittance.decider.js';
import { type ProviderBalanceRow, providerBalanceTable } from '../projections/payable.entity.js';

/** How a scheme and a provider stand, currency by currency. */
export class ProviderBalance extends Query<readonly ProviderBalanceRow[]> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly provider: string,
  ) {
    super();
  }
}

@QueryHandler(ProviderBalance)
export class ProviderBalanceHandler implements IQueryHandler<ProviderBalance> {
  constructor(private readonly models: ReadModels) {}

  execute({ scope, scheme, provider }: ProviderBalance): Promise<readonly ProviderBalanceRow[]> {
    return this.models.find(scope, providerBalanceTable, { where: { scheme, provider }, orderBy: ['currency'] });
  }
}

export interface RemittanceView {
  readonly remittance: RemittanceAnswer;
  readonly lines: readonly BordereauLine[];
}

/** A remittance with its claims; null when it is not there for the caller: another scheme's, or another provider's. */
export class Remittance extends Query<RemittanceView | null> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly remittance: string,
    readonly caller: CallerIdentity,
  ) {
    super();
  }
}

@QueryHandler(Remittance)
export class RemittanceHandler implements IQueryHandler<Remittance> {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
  ) {}

  async execute({ scope, scheme, remittance: id, caller }: Remittance): Promise<RemittanceView | null> {
    const remittance = remittanceAnswer(
      await this.decisions.stateOf('benefits', remittanceStream(scheme, id), remittanceFold),
    );
    if (!remittance || (caller.role === 'provider-client' && caller.provider !== remittance.provider)) return null;
    const paid = [...new Set(remittance.lines.map(({ claim }) => claim))];
    const rows = await this.models.find(scope, claimTable, { where: { scheme, claim: { in: paid } } });
    const known = new Map(rows.map(row => [row.claim, row]));
    const lines = remittance.lines.map(({ claim, decision, amount }) => {
      const { serviceDate = null, billed = null } = known.get(claim) ?? {};
      return { claim, decision, serviceDate, billed, amount };
    });
    return { remittance, lines };
  }
}

import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ReadModels, type Scope } from '#eventstore';
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

import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Decisions } from '#eventstore';
import type { ContractTerms, FundEvent } from '../fund/fund.events.js';
import { fundStream } from '../fund/fund.state.js';
import { underContract, type UnderContract } from '../fund/under-contract.js';

export type SimulatedContract = UnderContract & { readonly fund: string; readonly contract: string };

/** Null: there is no such fund. */
export class SimulateContract extends Query<SimulatedContract | null> {
  constructor(
    readonly fund: string,
    readonly contract: ContractTerms,
  ) {
    super();
  }
}

/** Nothing is written. */
@QueryHandler(SimulateContract)
export class SimulateContractHandler implements IQueryHandler<SimulateContract> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ fund, contract }: SimulateContract): Promise<SimulatedContract | null> {
    const history = await this.decisions.history<FundEvent>('subsidies', fundStream(fund));
    const simulated = underContract(history, contract);
    return simulated ? { fund, contract: contract.version, ...simulated } : null;
  }
}

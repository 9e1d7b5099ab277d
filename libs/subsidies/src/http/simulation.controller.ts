import { Body, Controller, Param, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Caller, type CallerIdentity, Operation } from '#platform';
import { termsOf } from './contract-terms.js';
import { FundPath, SimulateContractDto } from './funds.dto.js';
import { checkers } from './readers.js';
import { SimulateContract } from './simulation.queries.js';
import { FundHistoryOf } from './trace.queries.js';

/** What would have been under another contract: who would have gained or lost, when the fund would have run out. */
@Controller('v1/funds/:fund/contracts')
export class SimulationController {
  constructor(private readonly queries: QueryBus) {}

  @Post('simulation')
  @Operation({
    name: 'SimulateContract',
    allow: checkers,
    summary: { fr: 'Essayer une convention sur l’histoire d’un fonds', en: 'Try a contract on a fund’s history' },
  })
  async simulate(
    @Param() { fund }: FundPath,
    @Body() { contract, from: day }: SimulateContractDto,
    @Caller() caller: CallerIdentity,
  ) {
    const history = await this.queries.execute(new FundHistoryOf(fund, caller));
    const from = day ?? null;
    const proposal = { contract: termsOf(contract), from };
    const compared = await this.queries.execute(new SimulateContract(history, proposal));
    return { fund, contract: contract.version, currency: history.currency, from, ...compared };
  }
}

import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CommandRefused, Decisions } from '#eventstore';
import { refusedTerms } from '../fund/fund.decider.js';
import type { FundEvent } from '../fund/fund.events.js';
import { type Proposal, simulate } from '../fund/simulate.js';
import type { Comparison } from '../fund/simulate.outcome.js';
import type { HouseholdEvent } from '../household/household.events.js';
import { householdStream } from '../household/household.state.js';
import type { FundHistory } from './trace.queries.js';

/** Streams read side by side. */
const sideBySide = 32;

/** Another contract tried on a fund's history. A question: nothing is written, nobody is told. */
export class SimulateContract extends Query<Comparison> {
  constructor(
    readonly history: FundHistory,
    readonly proposal: Proposal,
  ) {
    super();
  }
}

/** @refuses what an amendment to the contract would be refused for */
@QueryHandler(SimulateContract)
export class SimulateContractHandler implements IQueryHandler<SimulateContract> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ history: { fund, events }, proposal }: SimulateContract): Promise<Comparison> {
    const refused = refusedTerms(proposal.contract, fund);
    if (refused) throw new CommandRefused(refused);
    return simulate(events, await this.householdsOf(events), proposal);
  }

  private async householdsOf(events: readonly FundEvent[]): Promise<ReadonlyMap<string, readonly HouseholdEvent[]>> {
    const names = [...new Set(events.flatMap(({ data }) => ('household' in data ? [data.household] : [])))];
    const known = new Map<string, readonly HouseholdEvent[]>();
    for (let from = 0; from < names.length; from += sideBySide)
      await Promise.all(
        names.slice(from, from + sideBySide).map(async household => {
          known.set(household, await this.decisions.history<HouseholdEvent>('subsidies', householdStream(household)));
        }),
      );
    return known;
  }
}

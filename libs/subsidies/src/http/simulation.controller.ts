import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Decisions, type Metadata } from '#eventstore';
import { addMonths, dayIn } from '#kernel';
import { By, Caller, type CallerIdentity, Operation } from '#platform';
import type { FundEvent } from '../fund/fund.events.js';
import { type Altered, simulate } from '../fund/simulate.js';
import type { HouseholdEvent } from '../household/household.events.js';
import { householdStream } from '../household/household.state.js';
import { FundPath } from './funds.dto.js';
import { SimulationDto } from './trace.dto.js';
import { FundHistoryOf } from './trace.queries.js';

/** Streams read side by side. */
const sideBySide = 32;

/** What a year would have been under another contract. A question: nothing is written, nobody is told. */
@Controller('v1/funds/:fund')
export class SimulationController {
  constructor(
    private readonly queries: QueryBus,
    private readonly decisions: Decisions,
  ) {}

  @Get('simulation')
  @Operation({
    name: 'SimulateFund',
    allow: ['federation-admin', 'federation-finance', 'auditor'],
    summary: { fr: 'Rejouer le fonds avec une autre convention', en: 'Replay the fund under another contract' },
  })
  async simulate(
    @Param() { fund }: FundPath,
    @Query() asked: SimulationDto,
    @Caller() caller: CallerIdentity,
    @By() by: Metadata,
  ) {
    const { events, currency } = await this.queries.execute(new FundHistoryOf(fund, caller));
    const from = asked.from ?? addMonths(dayIn('UTC', by.recordedAt), -12);
    const altered = alteredBy(asked);
    return { fund, currency, altered, ...simulate(events, await this.householdsOf(events), altered, from) };
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

/** Only what is said is otherwise: everything else stays as the contract had it. */
const alteredBy = (asked: SimulationDto): Altered => {
  const { perPerson, percent, of = 'gross', wholePersons, capPerHousehold, capInAll, category, listedOnly } = asked;
  return {
    ...(perPerson !== undefined && { perPerson }),
    ...(percent !== undefined && { share: { of, rate_bps: percent * 100 } }),
    ...(wholePersons !== undefined && { wholePersons: wholePersons === 'true' }),
    ...(capPerHousehold !== undefined && { capPerHousehold }),
    ...(capInAll !== undefined && { capInAll }),
    ...(category !== undefined && { categories: [category] }),
    ...(listedOnly !== undefined && { listedOnly: listedOnly === 'true' }),
  };
};

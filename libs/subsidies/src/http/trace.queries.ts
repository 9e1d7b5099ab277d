import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Decisions, ReadModels, type Scope } from '#eventstore';
import type { Currency } from '#kernel';
import type { CallerIdentity } from '#platform';
import type { FundEvent } from '../fund/fund.events.js';
import { fundFold, fundStream } from '../fund/fund.state.js';
import { householdTable, personsTable } from '../projections/household.entity.js';
import type { SectionOf } from '../trace/fund-report.js';
import type { PersonsOf } from '../trace/persons-report.js';
import { traceOf } from '../trace/trace.js';
import type { FundTrace } from '../trace/trace.types.js';
import { visibleTo } from './readers.js';

/** A fund with all that ever happened to it. */
export interface FundHistory {
  readonly fund: string;
  readonly funder: string;
  readonly currency: Currency;
  readonly events: readonly FundEvent[];
}

export class FundHistoryOf extends Query<FundHistory> {
  constructor(
    readonly fund: string,
    readonly caller: CallerIdentity,
  ) {
    super();
  }
}

/** @refuses subsidies.fund.unknown to whom it does not concern, too: a funder sees its own funds */
@QueryHandler(FundHistoryOf)
export class FundHistoryHandler implements IQueryHandler<FundHistoryOf> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ fund, caller }: FundHistoryOf): Promise<FundHistory> {
    const known = visibleTo(await this.decisions.stateOf('subsidies', fundStream(fund), fundFold), fund, caller);
    const events = await this.decisions.history<FundEvent>('subsidies', fundStream(fund));
    return { fund, funder: known.funder, currency: known.currency, events };
  }
}

/** Where the fund's francs went, as far as the asker's schemes go, and in which village a household is. */
export interface TraceInScope {
  readonly trace: FundTrace;
  readonly sectionOf: SectionOf;
  readonly personsOf: PersonsOf;
}

export class TraceOf extends Query<TraceInScope> {
  constructor(
    readonly scope: Scope,
    readonly history: FundHistory,
  ) {
    super();
  }
}

@QueryHandler(TraceOf)
export class TraceHandler implements IQueryHandler<TraceOf> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, history }: TraceOf): Promise<TraceInScope> {
    const whole = traceOf(history.events);
    const { schemes } = scope;
    const inScope = ({ scheme }: { readonly scheme: string }): boolean => schemes === 'all' || schemes.includes(scheme);
    const [terms, envelopes] = [whole.terms.filter(inScope), whole.envelopes.filter(inScope)];
    const names = [...new Set(terms.map(({ scheme }) => scheme))];
    const where = { scheme: { in: names } };
    const [places, counted] = await Promise.all([
      this.models.find(scope, householdTable, { where }),
      this.models.find(scope, personsTable, { where }),
    ]);
    const bands = new Map(counted.map(row => [`${row.scheme}/${row.household}`, row.bands]));
    const sections = new Map(places.map(({ scheme, household, section }) => [`${scheme}/${household}`, section]));
    return {
      trace: { ...whole, terms, envelopes },
      sectionOf: (scheme, household) => sections.get(`${scheme}/${household}`) ?? null,
      personsOf: (scheme, household) => bands.get(`${scheme}/${household}`) ?? {},
    };
  }
}

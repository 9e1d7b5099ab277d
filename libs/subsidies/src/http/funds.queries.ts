import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Decisions, ReadModels, type Scope } from '#eventstore';
import type { Day } from '#kernel';
import { dutiesOn, type DutyAhead } from '../fund/duties.js';
import { fundFold, fundStream } from '../fund/fund.state.js';
import { funderFold, type FunderState, funderStream } from '../funder/funder.state.js';
import { type FundRow, fundTable } from '../projections/fund.entity.js';
import { type LedgerRow, ledgerTable } from '../projections/ledger.entity.js';
import { reservationTable } from '../projections/reservation.entity.js';

export interface Page {
  readonly limit?: number;
  readonly offset?: number;
}

export class Funder extends Query<FunderState> {
  constructor(readonly funder: string) {
    super();
  }
}

@QueryHandler(Funder)
export class FunderHandler implements IQueryHandler<Funder> {
  constructor(private readonly decisions: Decisions) {}

  /** The name is opened from the log: no read model holds it. */
  execute({ funder }: Funder): Promise<FunderState> {
    return this.decisions.stateOf('subsidies', funderStream(funder), funderFold);
  }
}

/** A fund and how many households wait for it; null where the asker may not see it. */
export type FundView = (FundRow & { readonly householdsWaiting: number }) | null;

export class Fund extends Query<FundView> {
  constructor(
    readonly scope: Scope,
    readonly fund: string,
    /** Funder the asker speaks for: no other's funds are shown. */
    readonly onlyOf?: string,
  ) {
    super();
  }
}

@QueryHandler(Fund)
export class FundHandler implements IQueryHandler<Fund> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, fund, onlyOf }: Fund): Promise<FundView> {
    const row = await this.models.findOne(scope, fundTable, { fund });
    if (!row || (onlyOf !== undefined && row.funder !== onlyOf)) return null;
    const householdsWaiting = await this.models.count(scope, reservationTable, { fund, waiting: { atLeast: 1 } });
    return { ...row, householdsWaiting };
  }
}

export class FundLedger extends Query<readonly LedgerRow[]> {
  constructor(
    readonly scope: Scope,
    readonly fund: string,
    readonly page: Page,
  ) {
    super();
  }
}

@QueryHandler(FundLedger)
export class FundLedgerHandler implements IQueryHandler<FundLedger> {
  constructor(private readonly models: ReadModels) {}

  execute({ scope, fund, page: { limit = 100, offset = 0 } }: FundLedger): Promise<readonly LedgerRow[]> {
    return this.models.find(scope, ledgerTable, { where: { fund }, orderBy: ['position', 'line'], limit, offset });
  }
}

export interface DutiesAhead {
  readonly overdue: readonly DutyAhead[];
  /** Due within thirty days. */
  readonly upcoming: readonly DutyAhead[];
}

export class Duties extends Query<DutiesAhead> {
  constructor(
    readonly fund: string,
    readonly on: Day,
  ) {
    super();
  }
}

@QueryHandler(Duties)
export class DutiesHandler implements IQueryHandler<Duties> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ fund, on }: Duties): Promise<DutiesAhead> {
    const known = await this.decisions.stateOf('subsidies', fundStream(fund), fundFold);
    return known.status === 'open' ? dutiesOn(known, on) : { overdue: [], upcoming: [] };
  }
}

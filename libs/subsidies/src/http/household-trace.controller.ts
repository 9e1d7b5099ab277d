import { Controller, Get, Param, Query } from '@nestjs/common';
import { CommandRefused, Decisions, ReadModels, type Scope } from '#eventstore';
import { refuse, sum } from '#kernel';
import { In, Operation } from '#platform';
import type { FundEvent } from '../fund/fund.events.js';
import { fundFold, fundStream } from '../fund/fund.state.js';
import { ReservationReason } from '../fund/reservation.reasons.js';
import { householdFold, householdStream } from '../household/household.state.js';
import { ledgerTable } from '../projections/ledger.entity.js';
import { traceOf } from '../trace/trace.js';
import { SchemePath } from './subsidies.dto.js';
import { WindowDto } from './days.dto.js';
import { HouseholdPath } from './trace.dto.js';

const readers = ['federation-admin', 'federation-finance', 'scheme-manager', 'auditor'] as const;

/** The way back: from a household to each funder whose franc reached it, from a scheme to all that came in. */
@Controller('v1/schemes/:scheme/subsidies')
export class HouseholdTraceController {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
  ) {}

  /** What funders brought a scheme in some days, and what went back to them. */
  @Get('transfers')
  @Operation({
    name: 'NetTransfer',
    allow: readers,
    summary: { fr: 'Transfert net des bailleurs à la mutuelle', en: 'Net transfer from funders to the scheme' },
  })
  async transfers(@Param() { scheme }: SchemePath, @Query() { from, to }: WindowDto, @In() scope: Scope) {
    const where = { scheme, effectiveAt: { atLeast: from, atMost: to } };
    const lines = await this.models.find(scope, ledgerTable, { where, orderBy: ['position', 'line'] });
    const settled = lines.filter(({ account }) => account === 'settled');
    const funds = [...new Set(settled.map(({ fund }) => fund))].sort().map(fund => {
      const own = settled.filter(line => line.fund === fund);
      const received = sum(own.map(({ amount }) => Math.max(0, amount)));
      const givenBack = sum(own.map(({ amount }) => Math.max(0, -amount)));
      return { fund, currency: own[0]!.currency, received, givenBack, net: received - givenBack };
    });
    return { scheme, from, to, funds };
  }

  /** Acts too, where the funder names none; else its key, which the medical adviser knows, stands for the household. */
  @Get(':household/funders')
  @Operation({
    name: 'HouseholdTrace',
    allow: readers,
    summary: { fr: 'Les bailleurs d’un ménage, franc par franc', en: 'A household’s funders, franc by franc' },
  })
  async funders(@Param() { scheme, household }: HouseholdPath, @In() scope: Scope) {
    const { terms } = await this.decisions.stateOf('subsidies', householdStream(household), householdFold);
    const own = Object.values(terms).filter(term => term.scheme === scheme && Object.keys(term.carriers).length > 0);
    const carriers = own.flatMap(term => Object.keys(term.carriers));
    const funds = [...new Set([...carriers, ...(await this.fundsOfActs(scope, scheme))])].sort();
    const traced = await Promise.all(funds.map(fund => this.reached(fund, scheme, household)));
    const carried = traced.flatMap(each => each.terms).sort((left, right) => left.term - right.term);
    const acts = traced.flatMap(each => each.acts);
    if (own.length === 0 && acts.length === 0)
      throw new CommandRefused(refuse(ReservationReason.unknown, { household }, 'notFound'));
    return { household, terms: carried, acts };
  }

  /** Funds that ever kept money ready for acts in the scheme. */
  private async fundsOfActs(scope: Scope, scheme: string): Promise<readonly string[]> {
    const where = { scheme, because: 'subsidies.EnvelopeGranted' };
    return (await this.models.find(scope, ledgerTable, { where })).map(({ fund }) => fund);
  }

  private async reached(fund: string, scheme: string, household: string) {
    const known = await this.decisions.stateOf('subsidies', fundStream(fund), fundFold);
    if (known.status === 'none') return { terms: [], acts: [] };
    const { funder } = known;
    const trace = traceOf(await this.decisions.history<FundEvent>('subsidies', fundStream(fund)));
    const terms = trace.terms.filter(term => term.scheme === scheme && term.household === household);
    const claims = trace.envelopes.flatMap(envelope => (envelope.scheme === scheme ? envelope.claims : []));
    return {
      terms: terms.map(({ term, persons, reserved, committed, settled, payments }) => {
        return { term, fund, funder, persons, reserved, committed, settled, payments };
      }),
      acts: claims
        .filter(claim => claim.household === household)
        .map(({ claim, committed, settled, payments }) => ({ fund, funder, claim, committed, settled, payments })),
    };
  }
}

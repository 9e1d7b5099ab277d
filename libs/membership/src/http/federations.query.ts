import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CommandRefused, Decisions, everyScheme, ReadModels } from '#eventstore';
import { type Day, refuse } from '#kernel';
import { FederationReason } from '../federation/federation.reasons.js';
import { affiliatedOn, federationFold, federationStream } from '../federation/federation.state.js';
import type { Affiliation, Level } from '../federation/federation.types.js';
import { standOn } from '../household/coverage-on.js';
import { memberTable } from '../projections/household.entity.js';

/** A scheme of a federation on a day, how many it covers, and what it owes for the year. @unit dues: minor units */
export type AffiliatedScheme = Affiliation & { readonly beneficiaries: number; readonly yearlyDues: number };

/** Counts and sums of schemes: no person is named. */
export interface FederationView {
  readonly federation: string;
  readonly name: string;
  readonly level: Level;
  readonly on: Day;
  readonly schemes: readonly AffiliatedScheme[];
  readonly federations: readonly FederationView[];
}

export class FederationTree extends Query<FederationView> {
  constructor(
    readonly federation: string,
    readonly on: Day,
  ) {
    super();
  }
}

@QueryHandler(FederationTree)
export class FederationTreeHandler implements IQueryHandler<FederationTree> {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
  ) {}

  /** @throws CommandRefused 404 for a federation nobody registered. */
  async execute({ federation, on }: FederationTree): Promise<FederationView> {
    const state = await this.decisions.stateOf('membership', federationStream(federation), federationFold);
    if (state.status === 'none') throw new CommandRefused(refuse(FederationReason.unknown, undefined, 'notFound'));
    const { name, level, children } = state;
    const schemes = await Promise.all(affiliatedOn(state, on).map(affiliation => this.owed(affiliation, on)));
    const federations = await Promise.all(children.map(child => this.execute(new FederationTree(child, on))));
    return { federation, name, level, on, schemes, federations };
  }

  private async owed(affiliation: Affiliation, on: Day): Promise<AffiliatedScheme> {
    const { scheme, dues } = affiliation;
    const members = await this.models.find(everyScheme, memberTable, { where: { scheme } });
    const beneficiaries = members.filter(member => standOn(member, on).status === 'covered').length;
    const yearlyDues = dues.kind === 'flat' ? dues.amount : dues.amount * beneficiaries;
    return { ...affiliation, beneficiaries, yearlyDues };
  }
}

import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CommandRefused, Decisions, ReadModels, type Scope } from '#eventstore';
import { type Day, dayIn, type Instant, refuse } from '#kernel';
import { GroupReason } from '../group/group.reasons.js';
import { collectorOn, type FormedGroup, groupFold, groupStream, householdsOn } from '../group/group.state.js';
import { registeredScheme } from '../scheme/decide-scheme.js';
import { type HouseholdRow, householdTable } from '../projections/household.entity.js';

/** As they are called on: number 2 before number 10, however they came to be recorded. */
const byNumber = new Intl.Collator('fr', { numeric: true });

type SlipLine = Pick<HouseholdRow, 'household' | 'policyholder' | 'persons' | 'coverTo'>;

/** One paper for the whole group: its households by number, how many persons each, and until when they are covered. */
export interface GroupSlipView extends Pick<FormedGroup, 'group' | 'kind' | 'name' | 'section'> {
  readonly on: Day;
  readonly collector: string | null;
  readonly households: readonly SlipLine[];
  readonly persons: number;
}

export class GroupSlip extends Query<GroupSlipView> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly group: string,
    /** The scheme's day unless said. */
    readonly asked: Day | undefined,
    readonly now: Instant,
  ) {
    super();
  }
}

@QueryHandler(GroupSlip)
export class GroupSlipHandler implements IQueryHandler<GroupSlip> {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
  ) {}

  /** @throws CommandRefused 404 for a group the scheme does not have. */
  async execute({ scope, scheme, group: id, asked, now }: GroupSlip): Promise<GroupSlipView> {
    const state = await this.decisions.stateOf('membership', groupStream(scheme, id), groupFold);
    if (state.status === 'none') throw new CommandRefused(refuse(GroupReason.unknown, undefined, 'notFound'));
    const { timezone } = await registeredScheme(this.decisions, scheme);
    const on = asked ?? dayIn(timezone, now);
    const { group, kind, name, section } = state;
    const rows = await Promise.all(
      [...householdsOn(state, on)]
        .sort(byNumber.compare)
        .map(household => this.models.findOne(scope, householdTable, { household })),
    );
    const households = rows.flatMap(row =>
      row?.scheme === scheme
        ? [{ household: row.household, policyholder: row.policyholder, persons: row.persons, coverTo: row.coverTo }]
        : [],
    );
    const persons = households.reduce((sum, line) => sum + line.persons, 0);
    return { group, kind, name, section, on, collector: collectorOn(state, on), households, persons };
  }
}

import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Decisions } from '#eventstore';
import { type Day, dayIn, type Instant } from '#kernel';
import { governanceStream } from '../governance/decide-governance.js';
import { registeredScheme } from '../scheme/decide-scheme.js';
import { governanceFold, inOffice, overdue } from '../governance/governance.state.js';

export type GovernanceView = ReturnType<typeof viewOf>;

/** Who holds which office on a day, what was decided, and which duties are overdue. The edge saw that the scheme is theirs. */
export class Governance extends Query<GovernanceView> {
  constructor(
    readonly scheme: string,
    /** The scheme's day unless said. */
    readonly asked: Day | undefined,
    readonly now: Instant,
  ) {
    super();
  }
}

@QueryHandler(Governance)
export class GovernanceHandler implements IQueryHandler<Governance> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ scheme, asked, now }: Governance): Promise<GovernanceView> {
    const { timezone } = await registeredScheme(this.decisions, scheme);
    const state = await this.decisions.stateOf('membership', governanceStream(scheme), governanceFold);
    return viewOf(state, scheme, asked ?? dayIn(timezone, now));
  }
}

const viewOf = (state: (typeof governanceFold)['initialState'], scheme: string, on: Day) => ({
  scheme,
  on,
  inOffice: inOffice(state, on),
  meetings: state.meetings,
  resolutions: state.resolutions,
  agreements: state.agreements,
  overdue: overdue(state, on),
});

import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { householdStream } from '../household/decide-household.js';
import { householdDecider } from '../household/household.decider.js';
import { registeredScheme } from '../scheme/decide-scheme.js';
import { groupDecider, type GroupRequest } from './group.decider.js';
import { standingFirst } from '../scheme/standing.js';
import { groupStream } from './group.state.js';

/** `new DecideGroup('G1', { type: 'JoinGroup', household: 'H0', on }, by)`: of the scheme that `by` names. */
export class DecideGroup extends Command<Decided> {
  constructor(
    readonly group: string,
    readonly request: GroupRequest,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideGroup)
export class DecideGroupHandler implements ICommandHandler<DecideGroup> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ group, request, metadata }: DecideGroup): Promise<Decided> {
    const { scheme } = metadata;
    const { sections, status } = await registeredScheme(this.decisions, scheme);
    const placeKnown =
      request.type === 'FormGroup'
        ? Object.hasOwn(sections, request.section)
        : request.type !== 'JoinGroup' || (await this.isOurs(scheme, request.household));
    const command = { ...request, scheme, group, placeKnown };
    const decider = standingFirst(groupDecider, status);
    return this.decisions.decide('membership', groupStream(scheme, group), decider, command, metadata, {
      answer: ({ self }) => ({ body: self }),
    });
  }

  private async isOurs(scheme: string, id: string): Promise<boolean> {
    const household = await this.decisions.stateOf('membership', householdStream(id), householdDecider);
    return household.status === 'enrolled' && household.scheme === scheme;
  }
}

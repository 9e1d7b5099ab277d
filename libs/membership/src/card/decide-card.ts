import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { dayIn } from '#kernel';
import { householdStream } from '../household/decide-household.js';
import { householdDecider } from '../household/household.decider.js';
import { registeredScheme } from '../scheme/decide-scheme.js';
import { cardDecider, type CardRequest } from './card.decider.js';
import { cardStream, issueInForce } from './card.state.js';

interface Holder {
  readonly household: string;
  readonly person: string;
}

/** `new DecideCard({ household: 'H0', person: 'AWA' }, { type: 'RevokeCard', issue: 1, … }, by)` */
export class DecideCard extends Command<Decided> {
  constructor(
    readonly holder: Holder,
    readonly request: CardRequest,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideCard)
export class DecideCardHandler implements ICommandHandler<DecideCard> {
  constructor(private readonly decisions: Decisions) {}

  /** @throws CommandRefused 404 for a person the household, or a household the scheme, does not have. */
  async execute({ holder, request, metadata }: DecideCard): Promise<Decided> {
    const { scheme, recordedAt } = metadata;
    const { timezone } = await registeredScheme(this.decisions, scheme);
    const command = {
      ...request,
      ...{ ...holder, scheme, recordedOn: dayIn(timezone, recordedAt) },
      holderKnown: await this.isOurs(scheme, holder),
    };
    return this.decisions.decide('membership', cardStream(scheme, holder.person), cardDecider, command, metadata, {
      answer: ({ self }) => ({
        body: { ...holder, issue: issueInForce(self), revoked: self.revoked, photo: self.photo.status },
      }),
    });
  }

  private async isOurs(scheme: string, { household: id, person }: Holder): Promise<boolean> {
    const household = await this.decisions.stateOf('membership', householdStream(id), householdDecider);
    if (household.status === 'none' || household.scheme !== scheme) return false;
    return household.members.some(member => member.person === person);
  }
}

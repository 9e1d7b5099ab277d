import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, everyScheme, type Metadata, ReadModels } from '#eventstore';
import { type Day, dayIn } from '#kernel';
import { memberTable } from '../projections/household.entity.js';
import { registeredScheme } from '../scheme/decide-scheme.js';
import { cardDecider, cardStream } from './card.decider.js';
import type { CardLoss } from './card.events.js';

export class RevokeCardOf extends Command<Decided> {
  constructor(
    readonly person: string,
    readonly request: { readonly on: Day; readonly because: CardLoss },
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(RevokeCardOf)
export class RevokeCardHandler implements ICommandHandler<RevokeCardOf> {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
  ) {}

  async execute({ person, request, metadata }: RevokeCardOf): Promise<Decided> {
    const { scheme, recordedAt } = metadata;
    const { timezone } = await registeredScheme(this.decisions, scheme);
    const holders = await this.models.find(everyScheme, memberTable, { where: { scheme, person }, limit: 1 });
    const command = {
      ...{ scheme, person, ...request },
      ...{ recordedOn: dayIn(timezone, recordedAt), holderKnown: holders.length > 0 },
    };
    return this.decisions.decide('membership', cardStream(scheme, person), cardDecider, command, metadata, {
      answer: ({ self }) => ({ body: { person, ...self } }),
    });
  }
}

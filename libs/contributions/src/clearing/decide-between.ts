import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { dayIn } from '#kernel';
import { betweenDecider, type BetweenRequest } from './between.decider.js';
import { betweenFold, betweenStream, pairOf } from './between.state.js';
import { viewOfPair } from './clearing.views.js';

/** `new DecideBetween('A', 'B', { type: 'DrawStatement', month: '2025-07', currency: 'XOF' }, by)`: scheme A asks. */
export class DecideBetween extends Command<Decided> {
  constructor(
    readonly scheme: string,
    readonly other: string,
    readonly request: BetweenRequest,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideBetween)
export class DecideBetweenHandler implements ICommandHandler<DecideBetween> {
  constructor(private readonly decisions: Decisions) {}

  execute({ scheme, other, request, metadata }: DecideBetween): Promise<Decided> {
    const { actor, recordedAt } = metadata;
    const command = { ...request, scheme, other, actor: actor.id, recordedOn: dayIn('UTC', recordedAt) };
    const stream = betweenStream(pairOf(scheme, other));
    return this.decisions.decide('contributions', stream, betweenDecider, command, metadata, {
      answer: ({ self }) => ({ body: viewOfPair(self) }),
    });
  }
}

export class Between extends Query<ReturnType<typeof viewOfPair>> {
  constructor(
    readonly scheme: string,
    readonly other: string,
  ) {
    super();
  }
}

@QueryHandler(Between)
export class BetweenHandler implements IQueryHandler<Between> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ scheme, other }: Between) {
    const stream = betweenStream(pairOf(scheme, other));
    return viewOfPair(await this.decisions.latestStateOf('contributions', stream, betweenFold));
  }
}

import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import type { AwardCommand } from './award.commands.js';
import { awardDecider } from './award.decider.js';
import { awardStream } from './award.state.js';

/** `new DecideAward({ type: 'DecideAward', award: 'A-1', … }, by)` */
export class DecideAward extends Command<Decided> {
  constructor(
    readonly command: AwardCommand,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideAward)
export class DecideAwardHandler implements ICommandHandler<DecideAward> {
  constructor(private readonly decisions: Decisions) {}

  execute({ command, metadata }: DecideAward): Promise<Decided> {
    const { award } = command;
    return this.decisions.decide('subsidies', awardStream(award), awardDecider, command, metadata, {
      answer: () => ({ body: { award } }),
    });
  }
}

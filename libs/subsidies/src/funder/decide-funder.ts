import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import type { FunderCommand } from './funder.commands.js';
import { funderDecider } from './funder.decider.js';
import { funderStream } from './funder.state.js';

/** `new DecideFunder({ type: 'RegisterFunder', funder: 'ONG-SOLEIL', name: '…', registeredOn }, by)` */
export class DecideFunder extends Command<Decided> {
  constructor(
    readonly command: FunderCommand,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideFunder)
export class DecideFunderHandler implements ICommandHandler<DecideFunder> {
  constructor(private readonly decisions: Decisions) {}

  execute({ command, metadata }: DecideFunder): Promise<Decided> {
    return this.decisions.decide('subsidies', funderStream(command.funder), funderDecider, command, metadata, {
      answer: () => ({ body: { funder: command.funder } }),
    });
  }
}

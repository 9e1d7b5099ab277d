import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import type { HouseholdCommand } from './household.commands.js';
import { householdDecider } from './household.decider.js';
import { householdStream } from './household.state.js';

export class DecideHousehold extends Command<Decided> {
  constructor(
    readonly command: HouseholdCommand,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideHousehold)
export class DecideHouseholdHandler implements ICommandHandler<DecideHousehold> {
  constructor(private readonly decisions: Decisions) {}

  execute({ command, metadata }: DecideHousehold): Promise<Decided> {
    return this.decisions.decide('subsidies', householdStream(command.household), householdDecider, command, metadata);
  }
}

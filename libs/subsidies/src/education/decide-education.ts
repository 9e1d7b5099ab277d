import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import type { EducationCommand } from './education.commands.js';
import { educationDecider } from './education.decider.js';
import { balanceOfEducation, educationStream } from './education.state.js';

/** `new DecideEducation({ type: 'DepositSavings', account: 'EP-1', … }, by)` */
export class DecideEducation extends Command<Decided> {
  constructor(
    readonly command: EducationCommand,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideEducation)
export class DecideEducationHandler implements ICommandHandler<DecideEducation> {
  constructor(private readonly decisions: Decisions) {}

  execute({ command, metadata }: DecideEducation): Promise<Decided> {
    const { account } = command;
    return this.decisions.decide('subsidies', educationStream(account), educationDecider, command, metadata, {
      answer: ({ self }) => ({
        body: self.status === 'open' ? { account, saved: self.saved, balance: balanceOfEducation(self) } : null,
      }),
    });
  }
}

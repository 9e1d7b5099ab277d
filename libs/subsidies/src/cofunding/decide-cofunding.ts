import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { fundFold, fundStream } from '../fund/fund.state.js';
import type { CofundingCommand } from './cofunding.commands.js';
import { cofundingDecider } from './cofunding.decider.js';
import { cofundingStream } from './cofunding.state.js';

/** What a person asks for; which funds there are is found here. */
export type AskedCofunding = Omit<CofundingCommand, 'unknownFunds' | 'isFund'>;

export class DecideCofunding extends Command<Decided> {
  constructor(
    readonly command: AskedCofunding,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideCofunding)
export class DecideCofundingHandler implements ICommandHandler<DecideCofunding> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ command: asked, metadata }: DecideCofunding): Promise<Decided> {
    const { cofunding, funds } = asked;
    const isOpen = await Promise.all([cofunding, ...funds].map(fund => this.isOpen(fund)));
    const unknownFunds = funds.filter((_, index) => !isOpen[index + 1]);
    const command: CofundingCommand = { ...asked, unknownFunds, isFund: isOpen[0]! };
    return this.decisions.decide('subsidies', cofundingStream(cofunding), cofundingDecider, command, metadata, {
      answer: ({ self: { versions } }) => ({ body: { cofunding, versions } }),
    });
  }

  private async isOpen(fund: string): Promise<boolean> {
    return (await this.decisions.stateOf('subsidies', fundStream(fund), fundFold)).status === 'open';
  }
}

import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { funderFold, funderStream } from '../funder/funder.state.js';
import type { FundCommand } from './fund.commands.js';
import { fundDecider } from './fund.decider.js';
import { fundStream } from './fund.state.js';

type WithoutLookUps<C> = C extends { type: 'OpenFund' } ? Omit<C, 'funderRegistered'> : C;
export type FundRequest = WithoutLookUps<FundCommand>;

/** `new DecideFund({ type: 'RecordFunding', fund: 'F-MATCH', … }, by)` */
export class DecideFund extends Command<Decided> {
  constructor(
    readonly command: FundRequest,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideFund)
export class DecideFundHandler implements ICommandHandler<DecideFund> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ command, metadata }: DecideFund): Promise<Decided> {
    const asked = command.type === 'OpenFund' ? await this.withFunder(command) : command;
    return this.decisions.decide('subsidies', fundStream(asked.fund), fundDecider, asked, metadata, {
      answer: ({ self }) => ({
        body: self.status === 'open' ? { fund: self.fund, currency: self.currency, ...self.balance } : null,
      }),
    });
  }

  private async withFunder(command: Extract<FundRequest, { type: 'OpenFund' }>): Promise<FundCommand> {
    const funder = await this.decisions.stateOf('subsidies', funderStream(command.funder), funderFold);
    return { ...command, funderRegistered: funder.status === 'registered' };
  }
}

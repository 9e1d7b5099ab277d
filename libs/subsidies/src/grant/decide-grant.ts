import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { funderFold, funderStream } from '../funder/funder.state.js';
import { lookUp } from '../ledger/sorted-map.js';
import type { GrantCommand } from './grant.commands.js';
import { grantDecider } from './grant.decider.js';
import { grantStream, type GrantState, justifiedRate_bps } from './grant.state.js';

type WithoutLookUps<C> = C extends { type: 'SignGrant' } ? Omit<C, 'funderRegistered'> : C;
export type GrantRequest = WithoutLookUps<GrantCommand>;

/** `new DecideGrant({ type: 'RecordGrantExpense', grant: 'PUITS', … }, by)` */
export class DecideGrant extends Command<Decided> {
  constructor(
    readonly command: GrantRequest,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideGrant)
export class DecideGrantHandler implements ICommandHandler<DecideGrant> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ command, metadata }: DecideGrant): Promise<Decided> {
    const asked = command.type === 'SignGrant' ? await this.withFunder(command) : command;
    return this.decisions.decide('subsidies', grantStream(asked.grant), grantDecider, asked, metadata, {
      answer: ({ self }) => ({ body: answerTo(asked, self) }),
    });
  }

  private async withFunder(command: Extract<GrantRequest, { type: 'SignGrant' }>): Promise<GrantCommand> {
    const funder = await this.decisions.stateOf('subsidies', funderStream(command.funder), funderFold);
    return { ...command, funderRegistered: funder.status === 'registered' };
  }
}

/** Where the grant's money is; of an expense also whether it is carried, and why not. */
const answerTo = (command: GrantCommand, grant: GrantState): unknown => {
  if (grant.status === 'none') return null;
  const { received, available, settled } = grant.balance;
  const stands = { grant: grant.grant, released: received, justified: settled, left: available };
  if (command.type !== 'RecordGrantExpense') return { ...stands, justifiedRate_bps: justifiedRate_bps(grant) };
  const { reason = null } = lookUp(grant.expenses, command.expense) ?? {};
  return { ...stands, expense: command.expense, carried: reason === null, reason };
};

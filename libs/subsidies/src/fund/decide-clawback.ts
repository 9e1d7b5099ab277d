import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { householdStream } from '../household/household.state.js';
import { fundStream } from './fund.state.js';
import type { ReservationCommand } from './reservation.commands.js';
import { reservationDecider } from './reservation.decider.js';

export type ClawBack = Extract<ReservationCommand, { type: 'ClawBack' }>;

/** Takes back a person's unearned months from one of the funds that carry the term. */
export class DecideClawBack extends Command<Decided> {
  constructor(
    readonly fund: string,
    readonly command: ClawBack,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideClawBack)
export class DecideClawBackHandler implements ICommandHandler<DecideClawBack> {
  constructor(private readonly decisions: Decisions) {}

  execute({ fund, command, metadata }: DecideClawBack): Promise<Decided> {
    const streams = { fund: fundStream(fund), household: householdStream(command.household) };
    return this.decisions.decideJointly('subsidies', streams, reservationDecider, command, metadata);
  }
}

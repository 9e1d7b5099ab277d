import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { beneficiaryStream } from '../beneficiary/beneficiary.state.js';
import type { NoteCover } from './household.commands.js';
import { householdStream } from './household.state.js';
import { noteCoverDecider } from './note-cover.decider.js';

/** Writes down one person's cover, as membership told it. */
export class DecideCover extends Command<Decided> {
  constructor(
    readonly command: NoteCover,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideCover)
export class DecideCoverHandler implements ICommandHandler<DecideCover> {
  constructor(private readonly decisions: Decisions) {}

  execute({ command, metadata }: DecideCover): Promise<Decided> {
    const { household, scheme, person } = command;
    const streams = { household: householdStream(household), beneficiary: beneficiaryStream(scheme, person) };
    return this.decisions.decideJointly('benefits', streams, noteCoverDecider, command, metadata);
  }
}

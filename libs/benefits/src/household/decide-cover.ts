import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { beneficiaryStream } from '../beneficiary/beneficiary.state.js';
import { householdsOf, streamsOver } from '../beneficiary/decide-household.js';
import type { NoteCover } from './household.commands.js';
import { noteCoverDecider } from './note-cover.decider.js';
import { beside } from './other-households.state.js';

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

  async execute({ command, metadata }: DecideCover): Promise<Decided> {
    const { household, scheme, person } = command;
    const others = (await householdsOf(this.decisions, scheme, person)).filter(other => other !== household);
    const streams = { ...streamsOver(household, others), beneficiary: beneficiaryStream(scheme, person) };
    return this.decisions.decideJointly(
      'benefits',
      streams,
      beside(noteCoverDecider, others.length),
      command,
      metadata,
    );
  }
}

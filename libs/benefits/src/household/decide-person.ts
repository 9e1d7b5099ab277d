import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { dayIn, refuse } from '#kernel';
import { householdsOf, streamsOver } from '../beneficiary/decide-household.js';
import { describePersonDecider } from './describe-person.decider.js';
import { PersonReason } from './household.reasons.js';
import type { Patient } from './household.types.js';
import { beside } from './other-households.state.js';

/** What the scheme's staff say of a person. */
export class DecidePerson extends Command<Decided> {
  constructor(
    readonly scheme: string,
    readonly person: string,
    readonly patient: Patient,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecidePerson)
export class DecidePersonHandler implements ICommandHandler<DecidePerson> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ scheme, person, patient, metadata }: DecidePerson): Promise<Decided> {
    const households = await householdsOf(this.decisions, scheme, person);
    const household = households.at(-1);
    if (household === undefined) throw new CommandRefused(refuse(PersonReason.unknown, { person }, 'notFound'));
    const describedOn = dayIn('UTC', metadata.recordedAt);
    const command = { type: 'DescribePerson', household, scheme, person, patient, describedOn } as const;
    const streams = streamsOver(household, households);
    const decider = beside(describePersonDecider, households.length - 1);
    return this.decisions.decideJointly('benefits', streams, decider, command, metadata, {
      answer: () => ({ body: { person } }),
    });
  }
}

import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { dayIn, refuse } from '#kernel';
import { beneficiaryFold, beneficiaryStream, householdIn } from '../beneficiary/beneficiary.state.js';
import { describePersonDecider } from './describe-person.decider.js';
import { PersonReason } from './household.reasons.js';
import { householdStream } from './household.state.js';
import type { Patient } from './household.types.js';

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
    const beneficiary = await this.decisions.stateOf('benefits', beneficiaryStream(scheme, person), beneficiaryFold);
    const household = householdIn(beneficiary, scheme);
    if (household === null) throw new CommandRefused(refuse(PersonReason.unknown, { person }, 'notFound'));
    const describedOn = dayIn('UTC', metadata.recordedAt);
    const command = { type: 'DescribePerson', household, scheme, person, patient, describedOn } as const;
    const streams = { household: householdStream(household) };
    return this.decisions.decideJointly('benefits', streams, describePersonDecider, command, metadata, {
      answer: () => ({ body: { person } }),
    });
  }
}

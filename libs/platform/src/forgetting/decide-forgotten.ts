import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions, type Metadata, type Shard } from '#eventstore';
import { PersonalKeys } from '../runtime/personal-keys.js';
import { forgottenDecider, forgottenStream } from './forgotten.decider.js';

/** A person's keys are to be gone in one context. */
export class ForgetHere extends Command<void> {
  constructor(
    readonly shard: Shard,
    readonly person: string,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

/** Destroys, then records: whoever is interrupted in between is asked again, and nothing is called gone that is there. */
@CommandHandler(ForgetHere)
export class ForgetHereHandler implements ICommandHandler<ForgetHere> {
  constructor(
    readonly decisions: Decisions,
    readonly keys: PersonalKeys,
  ) {}

  async execute({ shard, person, metadata }: ForgetHere): Promise<void> {
    await forgetHere(this, shard, person, metadata);
  }
}

/** @param stores of the context: its own process's, or the command line's beside it */
export const forgetHere = async (
  { decisions, keys }: { readonly decisions: Decisions; readonly keys: Pick<PersonalKeys, 'destroyIn'> },
  shard: Shard,
  person: string,
  metadata: Metadata,
): Promise<void> => {
  await keys.destroyIn(shard, person);
  const command = { person, on: metadata.recordedAt.slice(0, 10) };
  await decisions.decide(shard, forgottenStream(shard, person), forgottenDecider(shard), command, metadata);
  // What was being read while the keys went may have been put away opened.
  await keys.destroyIn(shard, person);
};

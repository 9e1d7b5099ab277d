import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata, OpaqueKeys } from '#eventstore';
import { dayIn, refuse } from '#kernel';
import { householdsOf, streamsOver } from '../beneficiary/decide-household.js';
import { attestSessionDecider } from './attest-session.decider.js';
import type { AttestSession } from './household.commands.js';
import { EvidenceReason } from './household.reasons.js';
import { actKeyParts } from './household.types.js';
import { beside } from './other-households.state.js';

/** What a provider says of a session; the household and the act's key are found here. */
export type AttestedSession = Omit<AttestSession, 'type' | 'household' | 'key' | 'recordedOn'>;

export class DecideSession extends Command<Decided> {
  constructor(
    readonly scheme: string,
    readonly session: AttestedSession,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideSession)
export class DecideSessionHandler implements ICommandHandler<DecideSession> {
  constructor(
    private readonly decisions: Decisions,
    private readonly keys: OpaqueKeys,
  ) {}

  async execute({ scheme, session, metadata }: DecideSession): Promise<Decided> {
    const { person, act, attestation } = session;
    const households = await householdsOf(this.decisions, scheme, person);
    const household = households.at(-1);
    if (household === undefined)
      throw new CommandRefused(refuse(EvidenceReason.unknownBeneficiary, { person }, 'notFound'));
    const key = this.keys.keyOf(scheme, ...actKeyParts(person, act));
    const recordedOn = dayIn('UTC', metadata.recordedAt);
    const command: AttestSession = { type: 'AttestSession', ...session, household, key, recordedOn };
    const streams = streamsOver(household, households);
    const decider = beside(attestSessionDecider, households.length - 1);
    return this.decisions.decideJointly('benefits', streams, decider, command, metadata, {
      answer: () => ({ body: { attestation } }),
    });
  }
}

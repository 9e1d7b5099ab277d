import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { refuse } from '#kernel';
import { answeringHousehold } from '../beneficiary/decide-household.js';
import { ClaimFacts } from '../claim/decide-claim-facts.js';
import { householdStream } from '../household/household.state.js';
import { lumpSumDecider, type RequestLumpSum } from './lump-sum.decider.js';
import { LumpSumReason } from './lump-sum.reasons.js';

export class DecideLumpSum extends Command<Decided> {
  constructor(
    readonly request: Omit<RequestLumpSum, 'type' | 'household' | 'package'>,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideLumpSum)
export class DecideLumpSumHandler implements ICommandHandler<DecideLumpSum> {
  constructor(
    private readonly decisions: Decisions,
    private readonly facts: ClaimFacts,
  ) {}

  async execute({ request, metadata }: DecideLumpSum): Promise<Decided> {
    const { scheme, person, happenedOn } = request;
    const household = await answeringHousehold(
      this.decisions,
      { scheme, person, on: happenedOn },
      ({ version: { lumpSums = [] } }) => lumpSums.some(({ benefit }) => benefit === request.benefit),
    );
    if (household === null) throw new CommandRefused(refuse(LumpSumReason.unknownPerson, { person }, 'notFound'));
    const governing = await this.facts.packageOn(scheme, person, household, happenedOn);
    const command = { type: 'RequestLumpSum', ...request, household, package: governing?.version ?? null } as const;
    const streams = { household: householdStream(household) };
    return this.decisions.decideJointly('benefits', streams, lumpSumDecider, command, metadata, {
      answer: ({ household: { lumpSums } }) => ({ body: lumpSums?.get(request.request) ?? null }),
    });
  }
}

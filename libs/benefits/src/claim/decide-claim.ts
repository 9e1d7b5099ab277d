import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { dayIn, type JointDecider, type JointStreams } from '#kernel';
import { beneficiaryStream } from '../beneficiary/beneficiary.state.js';
import { householdsOf } from '../beneficiary/decide-household.js';
import { exceptionsStream } from '../exception/exception.state.js';
import { householdStream } from '../household/household.state.js';
import { beside, otherStreams } from '../household/other-households.state.js';
import { programmesStream } from '../programme/programme.state.js';
import { ClaimLookUps } from './decide-claim-look-ups.js';
import type { ClaimCommand } from './claim.commands.js';
import { claimDecider } from './claim.decider.js';
import { ClaimReason } from './claim.reasons.js';
import type { ClaimRequest, LaterRequest, SubmittedRequest } from './claim.requests.js';
import { claimFold, claimStream, type KnownClaim } from './claim.state.js';
import { answerFor, answerTo, type Told } from './decide-claim-answers.js';
import { type ClaimContent, noContent, type SubmittedClaim } from './claim.types.js';
import { ClaimFacts } from './decide-claim-facts.js';
import { guardedClaimDecider } from './guarded-claim.decider.js';

import { resubmitting } from './resubmission/resubmit-claim.js';
import { rulingsOn } from './review/review.state.js';
import { strangerClaimDecider } from './stranger-claim.decider.js';
import { withFunding } from './with-funding.js';

/** `new DecideClaim({ type: 'ReverseClaim', claim: 'C1', scheme: 'A', reversedOn, reason }, by)` */
export class DecideClaim extends Command<Decided> {
  constructor(
    readonly request: ClaimRequest,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideClaim)
export class DecideClaimHandler implements ICommandHandler<DecideClaim> {
  constructor(
    private readonly decisions: Decisions,
    private readonly facts: ClaimFacts,
    private readonly lookUps: ClaimLookUps,
  ) {}

  execute({ request, metadata }: DecideClaim): Promise<Decided> {
    return request.type === 'SubmitClaim' ? this.submit(request, metadata) : this.goOn(request, metadata);
  }

  /** Cover noted between looking up and deciding makes a stranger known: then the claim is decided as anybody's. */
  private async submit(request: SubmittedRequest, metadata: Metadata): Promise<Decided> {
    try {
      return await this.submitOnce(request, metadata);
    } catch (error) {
      const linked = error instanceof CommandRefused && error.refusal.reason === ClaimReason.beneficiaryChanged;
      if (!linked) throw error;
      return this.submitOnce(request, metadata);
    }
  }

  private async submitOnce(
    { claim: asked, content, resubmits: earlier }: SubmittedRequest,
    metadata: Metadata,
  ): Promise<Decided> {
    const { recordedAt } = metadata;
    const resubmits = earlier === undefined ? undefined : await this.lookUps.resubmitted(asked.scheme, earlier);
    const claim: SubmittedClaim = {
      ...asked,
      receivedOn: asked.receivedOn ?? dayIn('UTC', recordedAt),
      recordedAt,
      ...(resubmits ? { resubmits } : {}),
    };
    const corrects = resubmits ? claim : undefined;
    const households = await householdsOf(this.decisions, claim.scheme, claim.person);
    const command = {
      type: 'SubmitClaim',
      claim,
      content,
      ...(await this.facts.under(claim, content, households)),
    } as const;
    const stream = claimStream(claim.scheme, claim.claim);
    const options = { fresh: ['claim'] as const, answer: answerFor(claim.person) };
    if (households.length === 0) {
      const streams = { claim: stream, beneficiary: beneficiaryStream(claim.scheme, claim.person) };
      return this.decideIn(streams, strangerClaimDecider, command, metadata, { ...options, corrects });
    }
    const about = { claim, content, households, excepted: false };
    return this.jointly(about, command, metadata, { ...options, corrects });
  }

  private async goOn(request: LaterRequest, metadata: Metadata): Promise<Decided> {
    // Of the scheme that asks: another scheme's claim of this id is none of its business.
    const stream = claimStream(metadata.scheme, request.claim);
    const claim = await this.decisions.latestStateOf('benefits', stream, claimFold);
    const households = await this.lookUps.householdsFor(claim);
    const command = await this.lookUps.commandOf(request, claim, households);
    const answer = answerTo(request, claim, metadata);
    const options = answer ? { answer } : {};
    if (claim.status === 'none' || households.length === 0) {
      // A stream of this name is never written: of a claim without a household nothing is booked.
      const streams = { claim: stream, household: householdStream('none') };
      return this.decisions.decideJointly('benefits', streams, claimDecider, command, metadata, options);
    }
    const excepted = isExcepted(command, claim) || (await this.lookUps.wasExcepted(claim.submitted));
    const about = { claim: claim.submitted, content: claim.content ?? noContent, households, excepted };
    return this.jointly(about, command, metadata, options);
  }

  /** Where a funder's envelope or the budget for exceptions may have a say, their streams move with the others. */
  private async jointly(
    { claim: { scheme, claim }, content, households, excepted }: About,
    command: ClaimCommand,
    metadata: Metadata,
    options: Options,
  ): Promise<Decided> {
    const [first = 'none', ...others] = households;
    const streams = {
      claim: claimStream(scheme, claim),
      household: householdStream(first),
      ...otherStreams(others.map(householdStream)),
    };
    const funding = await this.facts.fundingOf({ scheme, claim }, content, first);
    if (!funding && !excepted) {
      const decider = beside(claimDecider, others.length);
      return this.decideIn(streams, decider, command, metadata, options);
    }
    const asked = funding ? withFunding(command, funding) : command;
    const all = { ...streams, programmes: programmesStream(scheme), exceptions: exceptionsStream(scheme) };
    const use = this.facts.useOf({ scheme, claim });
    const standIns = funding ? this.facts.standInsOf({ scheme, claim }, first, funding.programmes) : {};
    const decider = beside(guardedClaimDecider, others.length);
    return this.decideIn(all, decider, { asked, use, standIns }, metadata, options);
  }

  /** A new claim that takes another's place is decided with that one's stream beside it. */
  private decideIn<Command, Streams extends JointStreams>(
    streams: { readonly [Name in keyof Streams]: string },
    decider: JointDecider<Command, Streams>,
    command: Command,
    metadata: Metadata,
    { corrects, ...options }: Options,
  ): Promise<Decided> {
    if (!corrects?.resubmits)
      return this.decisions.decideJointly('benefits', streams, decider, command, metadata, options as never);
    const all = { ...streams, earlier: claimStream(corrects.scheme, corrects.resubmits.claim) };
    const both = resubmitting(decider, corrects);
    return this.decisions.decideJointly('benefits', all as never, both, command, metadata, options as never);
  }
}

interface About {
  readonly claim: SubmittedClaim;
  readonly content: ClaimContent;
  readonly households: readonly string[];
  /** Somebody ruled an exception on it, now or before. */
  readonly excepted: boolean;
}

const isExcepted = (command: ClaimCommand, claim: KnownClaim): boolean =>
  [...rulingsOn(claim), ...('rulings' in command ? command.rulings : [])].some(({ ruling }) => ruling === 'exception');

interface Options {
  readonly fresh?: readonly 'claim'[];
  readonly answer?: Told;
  /** The claim, where it takes another's place. */
  readonly corrects?: SubmittedClaim;
}

import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata, uuid5In } from '#eventstore';
import { dayIn, latest, refuse } from '#kernel';
import { ClaimReason } from '../claim.reasons.js';
import { claimFold, claimStream, type KnownClaim } from '../claim.state.js';
import { DecideClaim } from '../decide-claim.js';
import { ResubmissionReason } from '../resubmission/resubmission.reasons.js';
import { amendmentDecider } from './amendment.decider.js';
import { AmendmentReason } from './amendment.reasons.js';
import { parkedBy } from './amendment.state.js';
import type { AmendedClaim, AskedAmendment } from './amendment.types.js';

/** A provider amends a claim of its own, whether it has come or not. */
export class AmendClaim extends Command<Decided> {
  constructor(
    readonly of: AmendedClaim,
    readonly asked: AskedAmendment,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

/**
 * Amends at once what is here, and keeps for later what is not.
 *
 * @throws CommandRefused 404 where the claim is another provider's or another person's; 409 where its place was taken
 */
@CommandHandler(AmendClaim)
export class AmendClaimHandler implements ICommandHandler<AmendClaim> {
  constructor(
    private readonly decisions: Decisions,
    private readonly commands: CommandBus,
  ) {}

  async execute({ of, asked, metadata }: AmendClaim): Promise<Decided> {
    const known = await this.known(of.scheme, of.claim);
    if (known) return this.amend(known, of, asked, metadata);
    try {
      return await this.park(of, asked, metadata);
    } catch (error) {
      const came = error instanceof CommandRefused && error.refusal.reason === AmendmentReason.claimIsKnown;
      const claim = came && (await this.known(of.scheme, of.claim));
      if (!claim) throw error;
      return this.amend(claim, of, asked, metadata);
    }
  }

  private park(of: AmendedClaim, asked: AskedAmendment, metadata: Metadata): Promise<Decided> {
    const command = { type: 'ParkAmendment', of, asked, on: dayIn('UTC', metadata.recordedAt) } as const;
    return this.decisions.decide('benefits', claimStream(of.scheme, of.claim), amendmentDecider, command, metadata, {
      answer: ({ self }) => ({
        body: { claim: of.claim, amendment: 'parked', lastDay: parkedBy(self, of.provider)?.lastDay },
      }),
    });
  }

  /** A claim that is refused whole promised nothing: it stays as it is, and is told what took its place. */
  private async amend(known: KnownClaim, of: AmendedClaim, asked: AskedAmendment, by: Metadata): Promise<Decided> {
    const { submitted } = known;
    if (submitted.provider !== of.provider || submitted.person !== of.person)
      throw new CommandRefused(refuse(ClaimReason.notFound, undefined, 'notFound'));
    const reversedOn = latest(submitted.receivedOn, dayIn('UTC', by.recordedAt));
    const annul = { type: 'ReverseClaim', claim: of.claim, scheme: of.scheme, reversedOn, withdrawn: true } as const;
    if (asked.kind === 'cancellation')
      return this.commands.execute(new DecideClaim({ ...annul, reason: asked.reason }, by));
    const { request } = asked;
    await this.mayTakePlaceOf(known, request.claim.claim);
    const promised = known.status !== 'reversed' && known.decision?.status !== 'rejected';
    if (promised) {
      const commandId = uuid5In(by.commandId)('annul');
      await this.commands.execute(new DecideClaim({ ...annul, reason: request.claim.claim }, { ...by, commandId }));
    }
    return this.commands.execute(new DecideClaim({ ...request, resubmits: of.claim }, by));
  }

  /** Looked at before anything is annulled, so that nothing is annulled for a claim that can't be taken. */
  private async mayTakePlaceOf({ submitted, resubmittedAs }: KnownClaim, by: string): Promise<void> {
    if (resubmittedAs !== undefined && resubmittedAs !== by)
      throw new CommandRefused(refuse(ResubmissionReason.alreadyResubmitted, { by: resubmittedAs }));
    const other = await this.known(submitted.scheme, by);
    if (other && other.submitted.resubmits?.claim !== submitted.claim)
      throw new CommandRefused(refuse(ClaimReason.alreadySubmitted, { claim: by }));
  }

  private async known(scheme: string, claim: string): Promise<KnownClaim | null> {
    const state = await this.decisions.latestStateOf('benefits', claimStream(scheme, claim), claimFold);
    return state.status === 'none' ? null : state;
  }
}

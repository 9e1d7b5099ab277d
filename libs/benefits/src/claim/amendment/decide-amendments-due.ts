import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, Decisions, type Metadata, ReadModels, uuid5In } from '#eventstore';
import { type Day, dayIn } from '#kernel';
import { amendmentTable } from '../../projections/amendment.entity.js';
import { ClaimReason } from '../claim.reasons.js';
import { claimFold, claimStream } from '../claim.state.js';
import { AmendClaim } from './decide-amendment.js';
import { amendmentDecider, type AmendmentCommand } from './amendment.decider.js';
import { parkedBy } from './amendment.state.js';
import type { AmendedClaim } from './amendment.types.js';

/** The claim is here: what waited for it is carried out, and what became of it is written down. */
export class CarryOutAmendment extends Command<void> {
  constructor(
    readonly of: AmendedClaim,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(CarryOutAmendment)
export class CarryOutAmendmentHandler implements ICommandHandler<CarryOutAmendment> {
  constructor(
    private readonly decisions: Decisions,
    private readonly commands: CommandBus,
  ) {}

  async execute({ of, metadata }: CarryOutAmendment): Promise<void> {
    const stream = claimStream(of.scheme, of.claim);
    const claim = await this.decisions.latestStateOf('benefits', stream, claimFold);
    const waiting = parkedBy(claim, of.provider);
    if (!waiting) return;
    const idOf = uuid5In(metadata.commandId);
    const reason = waiting.asked
      ? await this.refusalOf(new AmendClaim(of, waiting.asked, { ...metadata, commandId: idOf('amend') }))
      : ClaimReason.contentUnreadable;
    const outcome = reason === null ? 'applied' : 'refused';
    const on = dayIn('UTC', metadata.recordedAt);
    const settle: AmendmentCommand = { type: 'SettleAmendment', of, outcome, reason, on };
    await this.decisions.decide('benefits', stream, amendmentDecider, settle, {
      ...metadata,
      commandId: idOf('settle'),
    });
  }

  private async refusalOf(amend: AmendClaim): Promise<string | null> {
    try {
      await this.commands.execute(amend);
      return null;
    } catch (error) {
      if (!(error instanceof CommandRefused)) throw error;
      return error.refusal.reason;
    }
  }
}

/** A day of the scheme is over: what waited for a claim until then waits no more. */
export class ExpireAmendments extends Command<number> {
  constructor(
    readonly asked: { readonly scheme: string; readonly dayOver: Day },
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(ExpireAmendments)
export class ExpireAmendmentsHandler implements ICommandHandler<ExpireAmendments> {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
  ) {}

  async execute({ asked: { scheme, dayOver }, metadata }: ExpireAmendments): Promise<number> {
    const waiting = await this.models.find({ schemes: [scheme] }, amendmentTable, {
      where: { scheme, status: 'waiting', lastDay: { atMost: dayOver } },
      orderBy: ['claim', 'provider'],
    });
    const idOf = uuid5In(metadata.commandId);
    for (const { claim, provider } of waiting) {
      const expire: AmendmentCommand = { type: 'ExpireAmendment', of: { claim, scheme, provider }, dayOver };
      const by = { ...metadata, scheme, commandId: idOf(`${claim}\n${provider}`) };
      await this.decisions.decide('benefits', claimStream(scheme, claim), amendmentDecider, expire, by);
    }
    return waiting.length;
  }
}

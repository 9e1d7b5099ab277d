import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Metadata, ReadModels, uuid5In } from '#eventstore';
import type { Day } from '#kernel';
import { claimTable } from '../projections/claim.entity.js';
import type { DecidedBecause } from './claim.types.js';
import { DecideClaim } from './decide-claim.js';

/** Claims whose care, or whose end of a stay, falls where the terms they were decided by changed. */
export interface Touched {
  readonly scheme: string;
  readonly from: Day;
  readonly provider?: string;
  readonly households?: readonly string[] | null;
  /** Only claims that leave the member something to pay. */
  readonly unpaid?: boolean;
  readonly because: DecidedBecause;
  /** Event that changed the terms. */
  readonly cause: string;
}

/** Decides again, in recorded order, what a change of terms in the past touches. */
export class DecideTouched extends Command<number> {
  constructor(
    readonly touched: Touched,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideTouched)
export class DecideTouchedHandler implements ICommandHandler<DecideTouched> {
  constructor(
    private readonly models: ReadModels,
    private readonly commands: CommandBus,
  ) {}

  async execute({ touched, metadata }: DecideTouched): Promise<number> {
    const { scheme, from, provider, households, unpaid, because, cause } = touched;
    const rows = await this.models.find({ schemes: [scheme] }, claimTable, {
      where: {
        scheme,
        serviceDate: { atLeast: from },
        ...(provider === undefined ? {} : { provider }),
        ...(unpaid ? { memberPays: { atLeast: 1 } } : {}),
        ...(households ? { household: { in: households } } : {}),
      },
      orderBy: ['recordedAt', 'claim'],
    });
    const idOf = uuid5In(metadata.commandId);
    const open = rows.filter(({ status }) => status !== 'reversed');
    for (const { claim } of open) {
      const again = { type: 'ReadjudicateClaim', claim, because, cause } as const;
      await this.unlessRefused(new DecideClaim(again, { ...metadata, scheme, commandId: idOf(claim) }));
    }
    return open.length;
  }

  /** A claim that no key opens any more stays as it was decided; the others go on. */
  private async unlessRefused(command: DecideClaim): Promise<void> {
    try {
      await this.commands.execute(command);
    } catch (error) {
      if (!(error instanceof CommandRefused)) throw error;
    }
  }
}

import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Metadata, ReadModels, uuid5In } from '#eventstore';
import type { Day } from '#kernel';
import { claimTable } from '../projections/claim.entity.js';
import { DecideClaim } from './decide-claim.js';

/** A day of the scheme is over: claims that waited as long as their package allows are decided. */
export class DecideWaiting extends Command<number> {
  constructor(
    readonly asked: { readonly scheme: string; readonly dayOver: Day },
    readonly metadata: Metadata,
  ) {
    super();
  }
}

/** A claim recorded this very moment may be missing from the list: the next day finds it. */
@CommandHandler(DecideWaiting)
export class DecideWaitingHandler implements ICommandHandler<DecideWaiting> {
  constructor(
    private readonly models: ReadModels,
    private readonly commands: CommandBus,
  ) {}

  async execute({ asked: { scheme, dayOver }, metadata }: DecideWaiting): Promise<number> {
    const waiting = await this.models.find({ schemes: [scheme] }, claimTable, {
      where: { scheme, status: 'pended', receivedOn: { atMost: dayOver } },
      orderBy: ['recordedAt', 'claim'],
    });
    const idOf = uuid5In(metadata.commandId);
    for (const { claim } of waiting) {
      const again = { type: 'ReadjudicateClaim', claim, because: 'deadlinePassed', cause: null, dayOver } as const;
      await this.unlessRefused(new DecideClaim(again, { ...metadata, scheme, commandId: idOf(claim) }));
    }
    return waiting.length;
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

import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import type { TariffCommand } from './tariff.commands.js';
import { tariffDecider } from './tariff.decider.js';
import { tariffStream } from './tariff.state.js';

/** `new DecideTariff('A', { type: 'PublishTariff', tariff: 'PUBLIC', currency: 'XOF', prices }, by)` */
export class DecideTariff extends Command<Decided> {
  constructor(
    readonly scheme: string,
    readonly command: TariffCommand,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideTariff)
export class DecideTariffHandler implements ICommandHandler<DecideTariff> {
  constructor(private readonly decisions: Decisions) {}

  execute({ scheme, command, metadata }: DecideTariff): Promise<Decided> {
    const { tariff, prices } = command;
    return this.decisions.decide('benefits', tariffStream(scheme, tariff), tariffDecider, command, metadata, {
      answer: () => ({ body: { tariff, prices: prices.length } }),
    });
  }
}

import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import type { ProviderCommand } from './provider.commands.js';
import { providerDecider } from './provider.decider.js';
import { providerStream } from './provider.state.js';

/** `new DecideProvider({ type: 'SuspendProvider', provider: 'CSPS-1', scheme: 'A', from, until: null }, by)` */
export class DecideProvider extends Command<Decided> {
  constructor(
    readonly command: ProviderCommand,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideProvider)
export class DecideProviderHandler implements ICommandHandler<DecideProvider> {
  constructor(private readonly decisions: Decisions) {}

  execute({ command, metadata }: DecideProvider): Promise<Decided> {
    const { provider } = command;
    return this.decisions.decide('benefits', providerStream(provider), providerDecider, command, metadata, {
      answer: () => ({ body: { provider } }),
    });
  }
}

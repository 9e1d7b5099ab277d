import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { fundStream } from './fund.state.js';
import { lookUp } from '../ledger/sorted-map.js';
import type { EnvelopeCommand } from './envelope.commands.js';
import { envelopeDecider } from './envelope.decider.js';
import type { Envelope } from '../envelope/envelope.state.js';

/** `new DecideFundEnvelope({ type: 'CloseEnvelope', fund: 'F-ACTES', scheme: 'A', closedOn }, by)` */
export class DecideFundEnvelope extends Command<Decided> {
  constructor(
    readonly command: EnvelopeCommand,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideFundEnvelope)
export class DecideFundEnvelopeHandler implements ICommandHandler<DecideFundEnvelope> {
  constructor(private readonly decisions: Decisions) {}

  execute({ command, metadata }: DecideFundEnvelope): Promise<Decided> {
    const { fund, scheme } = command;
    return this.decisions.decide('subsidies', fundStream(fund), envelopeDecider, command, metadata, {
      answer: ({ self }) => {
        const envelope = self.status === 'open' ? lookUp(self.envelopes?.byScheme ?? null, scheme) : undefined;
        return { body: envelope ? viewOf(fund, scheme, envelope) : null };
      },
    });
  }
}

/** Sums and standing; what it pays is in its terms. */
export const viewOf = (fund: string, scheme: string, { terms, granted, spent, settled, status }: Envelope) => ({
  fund,
  scheme,
  status,
  granted,
  spent,
  settled,
  left: granted - spent,
  ...terms,
});

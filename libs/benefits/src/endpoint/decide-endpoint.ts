import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import type { EndpointCommand } from './endpoint.commands.js';
import { endpointDecider, type EndpointState } from './endpoint.decider.js';

const endpointStream = (endpoint: string): string => `benefits.endpoint-${endpoint}`;

/** The answer holds the secret: it is told once, and sealed where it is kept. */
export class DecideEndpoint extends Command<Decided> {
  constructor(
    readonly command: EndpointCommand,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideEndpoint)
export class DecideEndpointHandler implements ICommandHandler<DecideEndpoint> {
  constructor(private readonly decisions: Decisions) {}

  execute({ command, metadata }: DecideEndpoint): Promise<Decided> {
    const { endpoint, provider, secret } = command;
    return this.decisions.decide('benefits', endpointStream(endpoint), endpointDecider, command, metadata, {
      answer: () => ({
        body: { endpoint, provider, secret, path: `/v1/hooks/${endpoint}` },
        seal: { subject: endpoint, class: 'secret' },
      }),
    });
  }
}

/** Whose endpoint it is, and the keys it signs with. */
export class EndpointKeys extends Query<EndpointState> {
  constructor(readonly endpoint: string) {
    super();
  }
}

@QueryHandler(EndpointKeys)
export class EndpointKeysHandler implements IQueryHandler<EndpointKeys> {
  constructor(private readonly decisions: Decisions) {}

  execute({ endpoint }: EndpointKeys): Promise<EndpointState> {
    return this.decisions.stateOf('benefits', endpointStream(endpoint), endpointDecider);
  }
}

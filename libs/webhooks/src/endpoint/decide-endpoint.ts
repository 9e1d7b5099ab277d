import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Answer, CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { refuse } from '#kernel';
import { receiversStream } from '../receivers/receivers.state.js';
import { Addresses } from '../sending/addresses.js';
import type { Close, EndpointCommand, RotateSecret, Subscribe } from './endpoint.commands.js';
import { endpointDecider, rotation_ms } from './endpoint.decider.js';
import { EndpointReason } from './endpoint.reasons.js';
import { endpointStream, type EndpointState, sealSubject } from './endpoint.state.js';
import { subscriptionDecider } from './subscription.decider.js';

/** `new DecideEndpoint('zabre', { type: 'Pause', endpoint, on, at }, by)`. Answers that hold a secret tell it once. */
export class DecideEndpoint extends Command<Decided> {
  constructor(
    readonly scheme: string,
    readonly command: EndpointCommand,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideEndpoint)
export class DecideEndpointHandler implements ICommandHandler<DecideEndpoint> {
  constructor(
    private readonly decisions: Decisions,
    private readonly addresses: Addresses,
  ) {}

  async execute({ scheme, command, metadata }: DecideEndpoint): Promise<Decided> {
    if (command.type === 'Subscribe') return this.subscribe(command, metadata);
    if (command.type === 'Close') return this.close(scheme, command, metadata);
    const stream = endpointStream(scheme, command.endpoint);
    return this.decisions.decide('webhooks', stream, endpointDecider, command, metadata, {
      answer: ({ self }) =>
        command.type === 'RotateSecret' ? rotated(scheme, command, self) : { body: shown(command.endpoint, self) },
    });
  }

  /** Whatever a name leads to is judged at each delivery; what can be judged now, is. */
  private subscribe(command: Subscribe, metadata: Metadata): Promise<Decided> {
    const { scheme, provider, endpoint, secret } = command;
    if (!this.addresses.mayBeNamed(command.url))
      throw new CommandRefused(refuse(EndpointReason.addressInvalid, { endpoint }, 'invalid'));
    return this.jointly(scheme, provider, command, metadata, self => ({
      body: { ...shown(endpoint, self), secret },
      seal: { subject: sealSubject(scheme, endpoint), class: 'secret' },
    }));
  }

  private async close(scheme: string, command: Close, metadata: Metadata): Promise<Decided> {
    const { endpoint } = command;
    const { owner } = await this.decisions.latestStateOf('webhooks', endpointStream(scheme, endpoint), endpointDecider);
    if (!owner) throw new CommandRefused(refuse(EndpointReason.notFound, { endpoint }, 'notFound'));
    return this.jointly(scheme, owner.provider, command, metadata, self => ({ body: shown(endpoint, self) }));
  }

  private jointly(
    scheme: string,
    provider: string,
    command: Subscribe | Close,
    metadata: Metadata,
    answer: (self: EndpointState) => Answer,
  ): Promise<Decided> {
    const streams = {
      endpoint: endpointStream(scheme, command.endpoint),
      receivers: receiversStream(scheme, provider),
    };
    return this.decisions.decideJointly('webhooks', streams, subscriptionDecider, command, metadata, {
      answer: ({ endpoint }) => answer(endpoint),
    });
  }
}

const shown = (endpoint: string, { owner, status, because, contracts, challenge }: EndpointState) => ({
  endpoint,
  provider: owner?.provider ?? null,
  status,
  because,
  contracts,
  confirmed: challenge === null,
});

/** The new secret, and up to when the one before it signs beside it. */
const rotated = (scheme: string, { endpoint, secret, at }: RotateSecret, self: EndpointState): Answer => ({
  body: {
    ...shown(endpoint, self),
    secret,
    previousUntil: self.previousUntil ?? new Date(Date.parse(at) + rotation_ms).toISOString(),
  },
  seal: { subject: sealSubject(scheme, endpoint), class: 'secret' },
});

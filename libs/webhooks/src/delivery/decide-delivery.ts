import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import type { QueueNotice, Redeliver } from './delivery.commands.js';
import { deliveryDecider } from './delivery.decider.js';
import { deliveryStream } from './delivery.state.js';

type Asked = QueueNotice | Redeliver;

/** What somebody asks of a receiver's deliveries: a test, or one of them again. */
export class DecideDelivery extends Command<Decided> {
  constructor(
    readonly scheme: string,
    readonly command: Asked,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideDelivery)
export class DecideDeliveryHandler implements ICommandHandler<DecideDelivery> {
  constructor(private readonly decisions: Decisions) {}

  execute({ scheme, command, metadata }: DecideDelivery): Promise<Decided> {
    const { endpoint, about } = command;
    const message = command.type === 'QueueNotice' ? command.notice.message : command.message;
    const stream = deliveryStream(scheme, endpoint, about);
    return this.decisions.decide('webhooks', stream, deliveryDecider, command, metadata, {
      answer: ({ self: { waiting } }) => ({
        body: { endpoint, message, about, due: waiting.find(one => one.message === message)?.due ?? null },
      }),
    });
  }
}

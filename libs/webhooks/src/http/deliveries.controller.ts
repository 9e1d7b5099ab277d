import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, type Metadata, type Scope, uuid5In } from '#eventstore';
import { refuse } from '#kernel';
import { By, Caller, type CallerIdentity, In, Operation } from '#platform';
import { DecideDelivery } from '../delivery/decide-delivery.js';
import { EndpointReason } from '../endpoint/endpoint.reasons.js';
import { datesOf, keepers, openReceiver, ownReceiver, readers } from './receiver-door.js';
import { RedeliverWebhooksDto, WebhookDeliveriesDto, WebhookDeliveryPath, WebhookPath } from './webhooks.dto.js';
import { Deliveries, type DeliveriesPage, Delivery } from './webhooks.queries.js';

/** Told to try a receiver out: nobody can subscribe to it, and it says nothing of anybody. */
const testContract = 'webhooks.test.v1';

/** What became of each: one that is refused keeps no other from being told again. */
interface Redelivered {
  readonly done: number;
  readonly notDone: readonly { readonly message: string; readonly code: string }[];
}

/** What a receiver was told, and telling it again. */
@Controller('v1/schemes/:scheme/webhooks/:endpoint')
export class DeliveriesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('deliveries')
  @Operation({
    name: 'WebhookDeliveries',
    allow: readers,
    summary: { fr: 'Journal des livraisons', en: 'Log of deliveries' },
  })
  async list(
    @Param() { scheme, endpoint }: WebhookPath,
    @Query() { limit = 50, offset = 0, ...asked }: WebhookDeliveriesDto,
    @In() scope: Scope,
    @Caller() caller: CallerIdentity,
  ): Promise<DeliveriesPage> {
    await ownReceiver(this.queries, { scheme, endpoint }, caller);
    return this.queries.execute(new Deliveries(scope, { scheme, endpoint }, asked, { limit, offset }));
  }

  @Post('deliveries/:message/redelivery')
  @Operation({
    name: 'RedeliverWebhook',
    allow: keepers,
    summary: { fr: 'Livrer de nouveau', en: 'Deliver again' },
  })
  async redeliver(
    @Param() { scheme, endpoint, message }: WebhookDeliveryPath,
    @In() scope: Scope,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Decided> {
    await openReceiver(this.queries, { scheme, endpoint }, caller);
    const { about } = await this.queries.execute(new Delivery(scope, { scheme, endpoint, message }));
    return this.commands.execute(
      new DecideDelivery(scheme, { type: 'Redeliver', endpoint, about, message, ...datesOf(by) }, by),
    );
  }

  @Post('redeliveries')
  @Operation({
    name: 'RedeliverWebhooks',
    allow: keepers,
    summary: { fr: 'Livrer de nouveau plusieurs messages', en: 'Deliver several messages again' },
  })
  async redeliverAll(
    @Param() { scheme, endpoint }: WebhookPath,
    @Body() { messages }: RedeliverWebhooksDto,
    @In() scope: Scope,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Redelivered> {
    await openReceiver(this.queries, { scheme, endpoint }, caller);
    const idOf = uuid5In(by.commandId);
    const notDone: { message: string; code: string }[] = [];
    for (const message of messages) {
      try {
        const { about } = await this.queries.execute(new Delivery(scope, { scheme, endpoint, message }));
        const command = { type: 'Redeliver', endpoint, about, message, ...datesOf(by) } as const;
        await this.commands.execute(new DecideDelivery(scheme, command, { ...by, commandId: idOf(message) }));
      } catch (error) {
        if (!(error instanceof CommandRefused)) throw error;
        notDone.push({ message, code: error.refusal.reason });
      }
    }
    return { done: messages.length - notDone.length, notDone };
  }

  @Post('tests')
  @Operation({
    name: 'TestWebhook',
    allow: keepers,
    summary: { fr: 'Envoyer un message d’essai', en: 'Send a test message' },
  })
  async test(
    @Param() { scheme, endpoint }: WebhookPath,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Decided> {
    const { status } = await openReceiver(this.queries, { scheme, endpoint }, caller);
    if (status === 'disabled') throw new CommandRefused(refuse(EndpointReason.disabled, { endpoint }));
    const { on, at } = datesOf(by);
    const message = by.commandId;
    const notice = { message, revision: 1, contract: testContract, effectiveAt: on, data: { endpoint } };
    // A line of its own: a test does not wait for one before it that failed.
    const queued = { type: 'QueueNotice', endpoint, about: `test-${message}`, scheme, notice, on, at } as const;
    return this.commands.execute(new DecideDelivery(scheme, queued, by));
  }
}

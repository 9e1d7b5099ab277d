import { Module } from '@nestjs/common';
import { anyProjection } from '#eventstore';
import { anyInbox, anyPublication } from '#messaging';
import { Configuration, type ContextParts } from '#platform';
import { webhooksContracts } from './contracts/webhooks.schema.js';
import { DecideDeliveryHandler } from './delivery/decide-delivery.js';
import { DecideEndpointHandler } from './endpoint/decide-endpoint.js';
import { DeliveriesController } from './http/deliveries.controller.js';
import { WebhooksController } from './http/webhooks.controller.js';
import { receiverQueries } from './http/webhooks.queries.js';
import { fromBenefits } from './messaging/from-benefits.js';
import { fromAudit, toldForgotten } from './messaging/forgetting.js';
import { DeliveryRow } from './projections/delivery.entity.js';
import { deliveryProjection } from './projections/delivery.projection.js';
import { EndpointRow } from './projections/endpoint.entity.js';
import { endpointProjection } from './projections/endpoint.projection.js';
import { QueueRow } from './projections/queue.entity.js';
import { queueProjection } from './projections/queue.projection.js';
import { WebhookChallenges1763900200000 } from './projections/challenges.migration.js';
import { WebhooksReadModels1763900100000 } from './projections/read-models.migration.js';
import { TellReceiversHandler } from './receivers/decide-telling.js';
import { Addresses } from './sending/addresses.js';
import { Sending } from './sending/sending.js';

/** Providers' systems are told what becomes of their claims: the table of contents of the context. */
@Module({
  controllers: [WebhooksController, DeliveriesController],
  providers: [
    DecideEndpointHandler,
    DecideDeliveryHandler,
    TellReceiversHandler,
    ...receiverQueries,
    {
      provide: Addresses,
      useFactory: ({ webhooks }: Configuration) => new Addresses(webhooks.networks),
      inject: [Configuration],
    },
    Sending,
  ],
})
export class WebhooksModule {}

export const webhooksContext: ContextParts = {
  shard: 'webhooks',
  module: WebhooksModule,
  projections: [anyProjection(endpointProjection), anyProjection(deliveryProjection), anyProjection(queueProjection)],
  policies: [],
  inboxes: [anyInbox(fromBenefits), anyInbox(fromAudit)],
  publications: [anyPublication(toldForgotten)],
  contracts: webhooksContracts,
  migrations: [WebhooksReadModels1763900100000, WebhookChallenges1763900200000],
  upcasters: {},
  entities: [EndpointRow, DeliveryRow, QueueRow],
};

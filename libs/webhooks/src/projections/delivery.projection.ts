import { type Projection, type RecordedEvent, type Rows, type RowsWanted, type Table, wants } from '#eventstore';
import type { DeliveryEvent } from '../delivery/delivery.events.js';
import { type DeliveryRow, deliveryTable } from './delivery.entity.js';

type Of<Type extends DeliveryEvent['type']> = RecordedEvent<Extract<DeliveryEvent, { type: Type }>>;

const noted = <Type extends DeliveryEvent['type']>(changes: (event: Of<Type>) => Partial<DeliveryRow>) => ({
  reads: ({ data: { endpoint, message }, recorded: { scheme } }: Of<Type>): readonly RowsWanted[] => [
    wants(deliveryTable, { scheme, endpoint, message }),
  ],
  write(event: Of<Type>, rows: Rows): void {
    const { endpoint, message } = event.data;
    const row = rows.get(deliveryTable, { scheme: event.recorded.scheme, endpoint, message });
    if (row) rows.set(deliveryTable, { ...row, ...changes(event) });
  },
});

/** The log of deliveries: one row for each thing a receiver is told. */
export const deliveryProjection: Projection<DeliveryEvent> = {
  name: 'webhooks.delivery.v1',
  shard: 'webhooks',
  tables: [deliveryTable as unknown as Table],
  on: {
    'webhooks.NoticeQueued': {
      write: ({ data: { scheme, endpoint, message, about, contract, due } }, rows) =>
        rows.set(deliveryTable, {
          ...{ scheme, endpoint, message, about, contract, status: 'waiting', attempts: 0 },
          ...{ lastStatus: null, fault: null, queuedAt: due, triedAt: null, due },
        }),
    },
    'webhooks.NoticeDelivered': noted<'webhooks.NoticeDelivered'>(({ data: { attempt, status, at } }) => ({
      ...{ status: 'delivered', attempts: attempt, lastStatus: status, fault: null, triedAt: at, due: null },
    })),
    'webhooks.AttemptFailed': noted<'webhooks.AttemptFailed'>(({ data: { attempt, status, fault, at, due } }) => ({
      ...{ attempts: attempt, lastStatus: status, fault, triedAt: at, due },
    })),
    'webhooks.NoticeGivenUp': noted<'webhooks.NoticeGivenUp'>(({ data: { attempt, status, fault, at } }) => ({
      ...{ status: 'given-up', attempts: attempt, lastStatus: status, fault, triedAt: at, due: null },
    })),
    'webhooks.RedeliveryAsked': noted<'webhooks.RedeliveryAsked'>(({ data: { due } }) => ({
      ...{ status: 'waiting', attempts: 0, due },
    })),
  },
};

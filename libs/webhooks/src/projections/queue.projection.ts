import { type Projection, type RecordedEvent, type Rows, type RowsWanted, type Table, wants } from '#eventstore';
import type { DeliveryEvent } from '../delivery/delivery.events.js';
import { type QueueRow, queueTable } from './queue.entity.js';

type Of<Type extends DeliveryEvent['type']> = RecordedEvent<Extract<DeliveryEvent, { type: Type }>>;
type Waiting = QueueRow['waiting'];

/** What waits after an event, given what waited before it. A line without anything is removed. */
const moved = <Type extends DeliveryEvent['type']>(after: (waiting: Waiting, event: Of<Type>) => Waiting) => ({
  reads: ({ data: { endpoint, about }, recorded: { scheme } }: Of<Type>): readonly RowsWanted[] => [
    wants(queueTable, { scheme, endpoint, about }),
  ],
  write(event: Of<Type>, rows: Rows): void {
    const { endpoint, about } = event.data;
    const key = { scheme: event.recorded.scheme, endpoint, about };
    const waiting = after(rows.get(queueTable, key)?.waiting ?? [], event);
    const [first] = waiting;
    if (first) rows.set(queueTable, { ...key, waiting, due: first.due });
    else rows.delete(queueTable, key);
  },
});

const without = (waiting: Waiting, message: string): Waiting => waiting.filter(one => one.message !== message);

/** Behind what waits; once, however often it comes. */
const behind = (
  waiting: Waiting,
  { data: { message, due } }: Of<'webhooks.NoticeQueued' | 'webhooks.RedeliveryAsked'>,
) => (waiting.some(one => one.message === message) ? waiting : [...waiting, { message, due }]);

/** What is to be sent, and when: one row for each receiver and thing told of. */
export const queueProjection: Projection<DeliveryEvent> = {
  name: 'webhooks.queue.v1',
  shard: 'webhooks',
  tables: [queueTable as unknown as Table],
  on: {
    'webhooks.NoticeQueued': moved<'webhooks.NoticeQueued'>(behind),
    'webhooks.RedeliveryAsked': moved<'webhooks.RedeliveryAsked'>(behind),
    'webhooks.NoticeDelivered': moved<'webhooks.NoticeDelivered'>((waiting, { data }) =>
      without(waiting, data.message),
    ),
    'webhooks.NoticeGivenUp': moved<'webhooks.NoticeGivenUp'>((waiting, { data }) => without(waiting, data.message)),
    'webhooks.AttemptFailed': moved<'webhooks.AttemptFailed'>((waiting, { data: { message, due } }) =>
      waiting.map(one => (one.message === message ? { message, due } : one)),
    ),
  },
};

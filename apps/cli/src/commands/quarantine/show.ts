import type { StoredEvent } from '#eventstore';
import { placeOf, type RawRecord, recordAt } from '#messaging';
import type { Stores } from '#platform';
import { brokersOfEnvironment } from '../../kafka.js';
import { type Aside, inboxCalled } from './aside.js';

/**
 * What was set aside, and the fact at fault as the log holds it: its clear part, which has no name in it. Of a record
 * that is no message, what lies on the topic.
 */
export const describeAside = async (stores: Stores, aside: Aside): Promise<object> => {
  const inbox = inboxCalled(aside.name);
  const place = inbox && placeOf(brokersIfAny(), aside.stream);
  if (place) return { ...aside, record: readable(await recordAt(brokersOfEnvironment(), place)) };
  const events = await stores.log.readStream(inbox?.topic ?? aside.shard, aside.stream);
  // Of another context's stream the version is known, of an own one the position.
  const event = events.find(one => (inbox ? one.version : one.position) === aside.position);
  const waiting = event ? events.filter(({ version }) => version > event.version).length : 0;
  return { ...aside, event: event ? clearly(event) : null, waiting };
};

const brokersIfAny = (): { namespace?: string } => ({ namespace: process.env['KAFKA_NAMESPACE'] });

const clearly = ({ clear, sealed, ...event }: StoredEvent): object => ({
  ...event,
  data: JSON.parse(Buffer.from(clear).toString('utf8')) as unknown,
  sealed: sealed !== null,
});

const readable = ({ key, value, headers, writtenAt }: RawRecord): object => ({
  key: key?.toString('utf8') ?? null,
  headers,
  value: value?.toString('utf8') ?? null,
  writtenAt: new Date(writtenAt).toISOString(),
});

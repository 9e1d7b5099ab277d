import { createHash } from 'node:crypto';
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

/** What our own messages carry: ids, days and names of contracts. */
const ours = /^(content-type|ce_[a-z]+)$/;
const longest = 200;

/**
 * Whoever wrote it may have written anything, a patient's name too, and what is printed here ends up in tickets: of
 * what is not our own kind of header only the name is shown, and of the value its length and digest.
 */
export const readable = ({ key, value, headers, writtenAt }: RawRecord): object => ({
  key: key === null ? null : isPlain(key.toString('utf8')) ? key.toString('utf8') : masked(key),
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [
      name,
      ours.test(name) && isPlain(text) ? text : masked(Buffer.from(text)),
    ]),
  ),
  value: value === null ? null : masked(value),
  writtenAt: new Date(writtenAt).toISOString(),
});

const isPlain = (text: string): boolean => text.length <= longest && /^[\w.:/+-]*$/.test(text);

/** Enough to find out whether it is the record somebody asks about, and to tell one from another. */
const masked = (bytes: Buffer): object => ({
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

import { pause, type RecordedEvent } from '#eventstore';
import {
  ask,
  messagesOf,
  placeOf,
  problemWith,
  type Publication,
  recordAt,
  type RecordPlace,
  resendOf,
  sayAgain,
} from '#messaging';
import type { Stores } from '#platform';
import { contexts } from '../../contexts.js';
import { UsageError } from '../../exit.js';
import { brokersOfEnvironment } from '../../kafka.js';
import { type Aside, inboxCalled } from './aside.js';

export interface Outcome {
  /** `asked`: the process that has to do it has not answered yet. `still`: it tried, and failed again. */
  readonly state: 'done' | 'asked' | 'still';
  readonly said: string;
}

/** Asks whoever runs the subscription to take the stream up again, and waits for it. */
export const resume = async (stores: Stores, aside: Aside, wait_ms: number): Promise<Outcome> => {
  const place = placeOfAside(aside);
  if (place) return sayPlaceAgain(stores, aside, place);
  const { name, stream, position, shard } = aside;
  const inbox = inboxCalled(name);
  if (inbox) await ask(stores.models, inbox.topic, { name: resendOf(inbox.topic), stream, from: position });
  else await ask(stores.models, shard, { name, stream, from: position });
  return outcomeOf(stores, aside, wait_ms);
};

/**
 * Forgets a record that is no message of ours. What a stream waits for can't be forgotten: a fact would be missing. A
 * forged one made the stream's own messages be passed over meanwhile: they are said again, from the first.
 */
export const discard = async (stores: Stores, aside: Aside, wait_ms: number): Promise<Outcome> => {
  const { shard, name, stream } = aside;
  if (!placeOfAside(aside) && (await isFact(stores, aside)))
    throw new UsageError(`what ${stream} waits for is a fact: it is to be resumed and never discarded`);
  const first = await firstSaid(stores, aside);
  if (first !== undefined) {
    const waits = {
      name,
      stream,
      position: first,
      error: 'forged message discarded: heard again from here',
      attempts: 0,
    };
    const topic = inboxCalled(name)!.topic;
    await stores.models.park(shard, waits);
    await ask(stores.models, topic, { name: resendOf(topic), stream, from: first });
    return outcomeOf(stores, { ...aside, ...waits }, wait_ms);
  }
  await stores.models.unpark(shard, name, stream);
  return { state: 'done', said: `${stream}: oublié / forgotten` };
};

/** Version of a stream with which it was first spoken of, by the context it is of; undefined when it never was. */
const firstSaid = async ({ log, codec }: Stores, { name, stream }: Aside): Promise<number | undefined> => {
  const inbox = inboxCalled(name);
  if (!inbox) return undefined;
  const publications = contexts.flatMap(one => (one.shard === inbox.topic ? one.publications : []));
  const events = await codec.open(inbox.topic, await log.readStream(inbox.topic, stream));
  return events.find(event => speaks(publications, event))?.recorded.version;
};

/** What cannot be put into words now waits at the relay: it is said once it can be. */
const speaks = (publications: readonly Publication[], event: RecordedEvent): boolean => {
  try {
    return messagesOf(publications, { event }).length > 0;
  } catch {
    return true;
  }
};

/** Whether the log holds what was set aside. A forged message may name a stream, or a version of it, that never was. */
const isFact = async ({ log }: Stores, { name, stream, position }: Aside): Promise<boolean> => {
  const inbox = inboxCalled(name);
  if (!inbox) return true;
  return (await log.readStream(inbox.topic, stream)).some(({ version }) => version === position);
};

const placeOfAside = ({ name, stream }: Aside): RecordPlace | undefined =>
  inboxCalled(name) ? placeOf({ namespace: process.env['KAFKA_NAMESPACE'] }, stream) : undefined;

/** For a record this version can read. Whoever runs an older one sets it aside again, at its new place. */
const sayPlaceAgain = async (
  { models }: Stores,
  { shard, name, stream }: Aside,
  place: RecordPlace,
): Promise<Outcome> => {
  const brokers = brokersOfEnvironment();
  const record = await recordAt(brokers, place);
  const problem = problemWith(record, place);
  if (problem) return { state: 'still', said: `${stream}: ${problem}` };
  await sayAgain(brokers, place, record);
  await models.unpark(shard, name, stream);
  return { state: 'done', said: `${stream}: redit à la fin de sa partition / said again at the end of its partition` };
};

const outcomeOf = async ({ models }: Stores, before: Aside, wait_ms: number): Promise<Outcome> => {
  const { shard, name, stream, attempts } = before;
  for (const end = performance.now() + wait_ms; ;) {
    const now = (await models.parked(shard, name)).find(one => one.stream === stream);
    if (!now) return { state: 'done', said: `${stream}: repris / taken up again` };
    if (now.attempts > attempts) return { state: 'still', said: `${stream}: ${now.error}` };
    if (performance.now() > end)
      return { state: 'asked', said: `${stream}: demandé; le service répondra / asked; the service will answer` };
    await pause(200);
  }
};

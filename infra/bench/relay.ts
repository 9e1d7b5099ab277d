import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventFeeds } from '#eventstore';
import type { DomainEvent } from '#kernel';
import { anyPublication, ensureTopics, KafkaTransport, type Message, Relay, type Transport } from '#messaging';
import { postgresStores, type Stores } from '#platform';
import { toRecord } from '../../libs/messaging/src/kafka/cloud-event.js';
import { clientOf, type KafkaOptions, topicOf } from '../../libs/messaging/src/kafka/kafka-options.js';
import { KafkaCluster } from '../kafka/src/index.js';
import type { Bench } from './bench.js';
import { ClaimCommands } from './claim-events.js';
import { contexts } from './federation.js';
import { compare, type Run } from './protocol.js';

const targets = { 'log-to-acked': { floor: 0.3, goal: 0.6 } };

const events = 50_000;
const eventsOfCommand = 5;
const inFlight = 256;
/** As the relay reads the log. */
const batch = 500;

type Claimed<Type extends string> = DomainEvent<
  Type,
  1,
  { claim: string; household: string; provider: string; billed: number }
>;
type ClaimEvent = Claimed<
  'benefits.ClaimReceived' | 'benefits.LinesPriced' | 'benefits.ClaimAdjudicated' | 'benefits.UsageCounted'
>;

const told = ({ data: { claim, household, provider, billed } }: { readonly data: ClaimEvent['data'] }) => [
  {
    type: 'benefits.claim-decided.v1' as const,
    data: {
      claim,
      household,
      provider,
      status: 'approved',
      currency: 'XOF',
      schemeShare: billed,
      decision: 1,
      serviceDate: '2025-03-01',
    },
  },
];

/** One message for each event, of the size of a decided claim. */
const publication = anyPublication<ClaimEvent, Message<'benefits.claim-decided.v1'>>({
  shard: 'benefits',
  on: {
    'benefits.ClaimReceived': told,
    'benefits.LinesPriced': told,
    'benefits.ClaimAdjudicated': told,
    'benefits.UsageCounted': told,
  },
});

/** Messages per second from the log, read and opened, to acknowledged by a broker, beside a producer that does nothing else. */
export const relay: Bench = async ({ protocol, server, report, say }) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'entraide-bench-kafka-'));
  const cluster = await KafkaCluster.start({ nodes: 1, dataDir });
  const options: KafkaOptions = { brokers: cluster.brokers.split(',') };
  try {
    await ensureTopics(options, ['benefits']);
    const stores = await postgresStores(server.credentials, server.dataDir, contexts);
    const transport = await KafkaTransport.open(options, ['benefits']);
    try {
      say(`${events} events, a message each`);
      await fill(stores);
      const spoken = await overheard(stores);
      const [first] = spoken;
      const { value, headers } = toRecord(first!);
      say(`${value.length} bytes of data, ${JSON.stringify(headers).length} of headers`);
      report(await compare(raw(options, spoken), [relaying(stores, transport)], protocol, say), 'messages/s', targets);
    } finally {
      await transport.close();
      await stores.close();
    }
  } finally {
    await cluster.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

const fill = async ({ log, codec }: Stores): Promise<void> => {
  const commands = new ClaimCommands(codec, false);
  let left = events / eventsOfCommand;
  const client = async (): Promise<void> => {
    while (left-- > 0) await log.append(await commands.next(eventsOfCommand));
  };
  await Promise.all(Array.from({ length: inFlight }, client));
};

/** The relay from the first event to the last, over and over, with its checkpoint in PostgreSQL. */
const relaying = (stores: Stores, transport: Transport): Run => ({
  name: 'log-to-acked',
  measure: async seconds => {
    const start = performance.now();
    let operations = 0;
    while (performance.now() - start < seconds * 1_000) operations += await sayAll(stores, transport);
    return { operations, seconds: (performance.now() - start) / 1_000 };
  },
});

const sayAll = async ({ log, models, codec }: Stores, transport: Transport): Promise<number> => {
  const feeds = new EventFeeds(log, codec.clearly, batch);
  const speaker = new Relay(feeds.of('benefits'), models, [publication], transport);
  const { position, epoch, name } = await models.claim('benefits', speaker.name);
  if (position > 0) await models.flush('benefits', { position, epoch, name }, 0, []);
  await speaker.follower.start();
  const whole = await speaker.follower.reached(await log.head('benefits'), 600_000);
  await speaker.follower.stop();
  feeds.close();
  if (!whole || speaker.follower.parked.length > 0) throw new Error('not all of the log was said');
  return events;
};

/** What the relay says of the log: the producer beside it sends the same. */
const overheard = async (stores: Stores): Promise<readonly Message[]> => {
  const messages: Message[] = [];
  const listener = {
    medium: 'bench',
    send: async (_topic: string, said: readonly Message[]) => void messages.push(...said),
    subscribe: async () => undefined,
    idle: async () => true,
    close: async () => undefined,
  };
  await sayAll(stores, listener);
  return messages;
};

/** A kafkajs producer, configured as ours, with its records ready. */
const raw = (options: KafkaOptions, messages: readonly Message[]): Run => {
  const batches = Array.from({ length: Math.ceil(messages.length / batch) }, (_, index) =>
    messages.slice(index * batch, (index + 1) * batch).map(toRecord),
  );
  return {
    name: 'kafkajs producer',
    measure: async seconds => {
      const producer = clientOf(options).producer({ idempotent: true, maxInFlightRequests: 1 });
      await producer.connect();
      const start = performance.now();
      let operations = 0;
      for (let index = 0; performance.now() - start < seconds * 1_000; index += 1) {
        const records = batches[index % batches.length]!;
        await producer.send({ topic: topicOf(options, 'benefits'), acks: -1, messages: records });
        operations += records.length;
      }
      const elapsed = (performance.now() - start) / 1_000;
      await producer.disconnect();
      return { operations, seconds: elapsed };
    },
  };
};

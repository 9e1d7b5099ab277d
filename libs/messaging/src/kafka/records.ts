import { randomUUID } from 'node:crypto';
import { type Admin, type Consumer, type KafkaMessage } from 'kafkajs';
import { isShard, type Shard } from '#eventstore';
import { fromRecord, NotAMessage } from './cloud-event.js';
import { clientOf, groupOf, type KafkaOptions, topicOf } from './kafka-options.js';

/** Where a record lies: `entraide.membership.v1/3@812`. */
export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** A record as it lies on its topic. */
export interface RawRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  /** When it was written. @unit milliseconds since 1970 */
  readonly writtenAt: number;
}

/** Nothing lies there, or it could not be read in time. */
export class NoSuchRecord extends Error {}

/** Undefined when it is not the name of a place on a topic of ours. */
export const placeOf = (options: Pick<KafkaOptions, 'namespace'>, text: string): RecordPlace | undefined => {
  const [, topic = '', partition, offset] = /^(.+)\/(\d+)@(\d+)$/.exec(text) ?? [];
  const context = topic.split('.').at(-2);
  if (!isShard(context) || topicOf(options, context) !== topic) return undefined;
  return { topic, partition: Number(partition), offset: Number(offset) };
};

/** @unit milliseconds */
const patience_ms = 15_000;

/** @throws NoSuchRecord */
export const recordAt = async (options: KafkaOptions, place: RecordPlace): Promise<RawRecord> => {
  const groupId = groupOf(options, `look.${randomUUID()}`);
  const client = clientOf(options);
  const consumer = client.consumer({ groupId, maxWaitTimeInMs: 200 });
  const admin = client.admin();
  await admin.connect();
  try {
    await lies(admin, place);
    await consumer.connect();
    const { key, value, headers, timestamp } = await firstFrom(consumer, place);
    return {
      key,
      value,
      headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, text]) => [name, String(text ?? '')])),
      writtenAt: Number(timestamp),
    };
  } finally {
    await consumer.disconnect().catch(() => undefined);
    await admin.deleteGroups([groupId]).catch(() => undefined);
    await admin.disconnect().catch(() => undefined);
  }
};

const lies = async (admin: Admin, { topic, partition, offset }: RecordPlace): Promise<void> => {
  const ends = (await admin.fetchTopicOffsets(topic)).find(of => of.partition === partition);
  if (!ends || offset < Number(ends.low) || offset >= Number(ends.high))
    throw new NoSuchRecord(`nothing lies at ${topic}/${partition}@${offset}`);
};

const firstFrom = async (consumer: Consumer, { topic, partition, offset }: RecordPlace): Promise<KafkaMessage> => {
  await consumer.subscribe({ topic, fromBeginning: true });
  let late: NodeJS.Timeout | undefined;
  const found = new Promise<KafkaMessage>((resolve, reject) => {
    late = setTimeout(() => reject(new NoSuchRecord(`${topic}/${partition}@${offset} could not be read`)), patience_ms);
    consumer
      .run({
        autoCommit: false,
        eachBatch: async ({ batch }) => {
          const record = batch.messages.find(one => Number(one.offset) === offset);
          if (batch.partition === partition && record) resolve(record);
        },
      })
      .catch(reject);
  });
  consumer.seek({ topic, partition, offset: String(offset) });
  return found.finally(() => clearTimeout(late));
};

/** What is wrong with a record, for this version of the software; undefined when it can be read. */
export const problemWith = (record: RawRecord, { topic }: RecordPlace): string | undefined => {
  try {
    fromRecord(record, topic.split('.').at(-2) as Shard);
    return undefined;
  } catch (error) {
    if (error instanceof NotAMessage) return error.problem;
    throw error;
  }
};

/** Puts a copy at the end of the same partition: each group hears it again, and those who handled it do nothing twice. */
export const sayAgain = async (
  options: KafkaOptions,
  { topic, partition }: RecordPlace,
  record: RawRecord,
): Promise<void> => {
  const producer = clientOf(options).producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
  });
  await producer.connect();
  try {
    const { key, value, headers } = record;
    await producer.send({ topic, acks: -1, messages: [{ partition, key, value, headers }] });
  } finally {
    await producer.disconnect();
  }
};

import { randomUUID } from 'node:crypto';
import kafkajs, { type Kafka, type KafkaMessage } from 'kafkajs';
import type { Shard } from '#eventstore';
import { groupOf, type Message, speakingContexts, topicOf } from '#messaging';
import type { Findings } from '../checks/invariants/findings.js';

/** A record as it lies on its topic. */
export type Lying = Pick<KafkaMessage, 'key' | 'value' | 'headers'> & { readonly partition: number };

/** Longest wait for what the brokers say is there. @unit milliseconds */
const patience_ms = 60_000;
/** Records of a request that copies some. */
const together = 200;

/** The contexts' topics, as somebody sees them who has the brokers' addresses and no part in the talk. */
export class Topics {
  private readonly kafka: Kafka;

  constructor(brokers: string) {
    this.kafka = new kafkajs.Kafka({
      clientId: 'entraide-faults',
      brokers: brokers.split(','),
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 20 },
      logLevel: kafkajs.logLevel.NOTHING,
    });
  }

  /** Everything a context's topic holds, in order within each partition. @throws Error when it is not read in time */
  async records(context: Shard): Promise<readonly Lying[]> {
    const topic = topicOf({}, context);
    const admin = this.kafka.admin();
    const groupId = `looking-${randomUUID()}`;
    await admin.connect();
    try {
      const ends = await admin.fetchTopicOffsets(topic);
      const expected = ends.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
      return expected === 0 ? [] : await this.read(topic, groupId, expected);
    } finally {
      await admin.deleteGroups([groupId]).catch(() => undefined);
      await admin.disconnect();
    }
  }

  /** Writes records, each to the partition it says, in the order given. */
  async write(context: Shard, records: readonly Lying[]): Promise<void> {
    const producer = this.kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    try {
      for (let from = 0; from < records.length; from += together) {
        const messages = records.slice(from, from + together).map(record => ({ ...record }));
        await producer.send({ topic: topicOf({}, context), acks: -1, messages });
      }
    } finally {
      await producer.disconnect();
    }
  }

  /** Whether every copy of every partition is up to date again. */
  async whole(): Promise<boolean> {
    const admin = this.kafka.admin();
    try {
      await admin.connect();
      const { topics } = await admin.fetchTopicMetadata({ topics: speakingContexts.map(shard => topicOf({}, shard)) });
      return topics.every(({ partitions }) => partitions.every(({ isr, replicas }) => isr.length === replicas.length));
    } catch {
      return false; // Brokers that come back say no, or nothing at all.
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }

  /** Whether nobody listens to a topic for a context any more, as the broker sees it. */
  async isDeserted(listener: Shard, topic: Shard): Promise<boolean> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      const group = groupOf({}, `${listener}.from_${topic}.v1`);
      const [described] = (await admin.describeGroups([group])).groups;
      return described?.state === 'Empty' && described.members.length === 0;
    } finally {
      await admin.disconnect();
    }
  }

  private async read(topic: string, groupId: string, expected: number): Promise<readonly Lying[]> {
    const consumer = this.kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
    const records: Lying[] = [];
    let timer: NodeJS.Timeout | undefined;
    await consumer.connect();
    try {
      await consumer.subscribe({ topic, fromBeginning: true });
      await new Promise<void>((resolve, reject) => {
        timer = setTimeout(
          () => reject(new Error(`${records.length} of ${expected} records of ${topic}`)),
          patience_ms,
        );
        const eachBatch = async ({ batch: { partition, messages } }: kafkajs.EachBatchPayload): Promise<void> => {
          for (const { key, value, headers } of messages) records.push({ key, value, headers, partition });
          if (records.length >= expected) resolve();
        };
        consumer.run({ autoCommit: false, eachBatch }).catch(reject);
      });
      return records;
    } finally {
      clearTimeout(timer);
      await consumer.disconnect();
    }
  }
}

/** All that was ever said lies on its topic; what a stream said first came first, however often it was said again. */
export const checkTopics = async (topics: Topics, said: readonly Message[], findings: Findings): Promise<void> => {
  for (const context of speakingContexts) {
    const firsts = new Map<string, { readonly order: number; readonly partition: number }>();
    for (const { headers, partition } of await topics.records(context)) {
      findings.checked('records on topics');
      const id = String(headers?.['ce_id'] ?? '');
      if (!firsts.has(id)) firsts.set(id, { order: firsts.size, partition });
    }
    const before = new Map<string, number>();
    for (const { source, id, stream, revision, type } of said) {
      if (source !== context) continue;
      findings.checked('messages said');
      const first = firsts.get(id);
      findings.require(first !== undefined, 'on its topic', () => `${type} of ${stream} ${revision} was not said`);
      if (!first) continue;
      const inOrder = first.order > (before.get(stream) ?? -1);
      findings.require(inOrder, 'order of a stream', () => `${type} of ${stream} ${revision} came too early`);
      before.set(stream, first.order);
    }
  }
};

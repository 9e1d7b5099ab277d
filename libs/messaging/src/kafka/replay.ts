import type { Consumer, Kafka } from 'kafkajs';
import type { Shard } from '#eventstore';
import { clientOf, groupOf, type KafkaOptions, topicOf } from './kafka-options.js';
import { endsOf } from './offsets.js';

/** Somebody listens in this group: its place can't be moved under them. */
export class GroupInUse extends Error {
  constructor(group: string) {
    super(`somebody listens as ${group}: stop the service first, then wait ten seconds for the broker to notice`);
  }
}

/** An instant is when the message was written to the topic. @unit milliseconds since 1970 */
export type ReplayFrom = 'beginning' | 'end' | number;

export interface Replay {
  readonly topic: string;
  readonly group: string;
  /** Messages that will be heard from there on. */
  readonly ahead: number;
}

interface Place {
  readonly partition: number;
  readonly offset: string;
}

/** Moves an inbox's place in its topic. What it handled before comes again. @throws GroupInUse */
export const replayFrom = async (
  options: KafkaOptions,
  { context, inbox, from }: { readonly context: Shard; readonly inbox: string; readonly from: ReplayFrom },
): Promise<Replay> => {
  const [topic, group] = [topicOf(options, context), groupOf(options, inbox)];
  const kafka = clientOf(options);
  const admin = kafka.admin();
  await admin.connect();
  try {
    const [description] = (await admin.describeGroups([group])).groups;
    if ((description?.members.length ?? 0) > 0) throw new GroupInUse(group);
    const ends = await endsOf(admin, topic);
    const places: readonly Place[] =
      typeof from === 'number'
        ? await admin.fetchTopicOffsetsByTimestamp(topic, from)
        : ends.map(({ partition, low, high }) => ({ partition, offset: from === 'end' ? high : low }));
    await stand(kafka, topic, group, places);
    const endOf = new Map(ends.map(({ partition, high }) => [partition, Number(high)]));
    const ahead = places.reduce((sum, { partition, offset }) => sum + endOf.get(partition)! - Number(offset), 0);
    return { topic, group, ahead: Math.max(0, ahead) };
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
};

/** Joins the group as its only member, says where it stands, and leaves. */
const stand = async (kafka: Kafka, topic: string, groupId: string, places: readonly Place[]): Promise<void> => {
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, allowAutoTopicCreation: false });
  await consumer.connect();
  try {
    await joined(consumer, topic);
    await consumer.commitOffsets(places.map(({ partition, offset }) => ({ topic, partition, offset })));
  } finally {
    await consumer.disconnect().catch(() => undefined);
  }
};

/** `run` resolves when the group was joined, or when the consumer broke down. */
const joined = async (consumer: Consumer, topic: string): Promise<void> => {
  let broke: Error | undefined;
  consumer.on('consumer.crash', ({ payload: { error } }) => void (broke = error));
  await consumer.subscribe({ topic, fromBeginning: true });
  const running = consumer.run({ autoCommit: false, eachBatch: async () => undefined });
  consumer.pause([{ topic }]);
  await running;
  if (broke) throw broke;
};

import kafkajs, { type Admin } from 'kafkajs';
import { messageOf, pause, type Shard, shards } from '#eventstore';
import { clientOf, type KafkaOptions, topicOf, usualPartitions } from './kafka-options.js';

/** The contexts that speak: all of them, if only of whom they have forgotten. */
export const speakingContexts: readonly Shard[] = shards;

export interface TopicReport {
  readonly topic: string;
  readonly state: 'made' | 'there' | 'missing' | 'other-partitions' | 'forgets';
  /** 0 when it is missing. */
  readonly partitions: number;
  /** Settings under which the broker deletes what was said: `retention.ms=604800000`. */
  readonly forgets?: readonly string[];
}

export interface TopicsOptions extends KafkaOptions {
  /** Copies of each partition; what the broker holds for right unless said. */
  readonly replicas?: number;
  /** Copies that must have a message before it counts as safe; the broker's default unless said. */
  readonly minInSyncReplicas?: number;
}

/** The brokers have not the topics this process needs. */
export class TopicsNotReady extends Error {
  constructor(readonly topics: readonly TopicReport[]) {
    super(`${topics.map(complaint).join('; ')}. \`entraide topics\` makes what is missing.`);
  }
}

export class BrokersUnreachable extends Error {
  constructor(brokers: readonly string[], cause: unknown) {
    super(`no Kafka broker answers at ${brokers.join(', ')}: ${messageOf(cause)}`, { cause });
  }
}

const complaint = ({ topic, state, partitions, forgets = [] }: TopicReport): string => {
  if (state === 'missing') return `the topic ${topic} is missing`;
  if (state === 'forgets')
    return (
      `the topic ${topic} forgets what was said (${forgets.join(', ')}): set cleanup.policy=delete, retention.ms=-1 ` +
      'and retention.bytes=-1 on it'
    );
  return (
    `the topic ${topic} has ${partitions} partitions, not the number configured: keys would change places, so it is ` +
    'never changed; configure what it has, or make another namespace'
  );
};

/** Brokers that have just started take their time. */
const leadersWithin_ms = 30_000;

/** Settings of a topic that keeps everything. */
const keptForEver: ReadonlyArray<readonly [name: string, value: string]> = [
  ['cleanup.policy', 'delete'],
  ['retention.ms', '-1'],
  ['retention.bytes', '-1'],
];

/**
 * Makes the topics that are missing, and changes none that is there. Kept for ever: who joins later hears all that was
 * ever said. Not compacted: each message is a fact, and the last of a stream does not replace the others.
 * @throws BrokersUnreachable
 */
export const ensureTopics = async (
  options: TopicsOptions,
  contexts: readonly Shard[] = speakingContexts,
): Promise<readonly TopicReport[]> => {
  const admin = clientOf(options).admin();
  try {
    await reach(admin, options);
    const found = await findTopics(admin, options, contexts);
    const missing = found.filter(({ state }) => state === 'missing').map(({ topic }) => topic);
    if (missing.length === 0) return found;
    const { partitions = usualPartitions, replicas = -1, minInSyncReplicas } = options;
    await admin.createTopics({
      // We wait ourselves: the client gives up where another broker has not heard of a topic yet.
      waitForLeaders: false,
      topics: missing.map(topic => ({
        topic,
        numPartitions: partitions,
        replicationFactor: replicas,
        configEntries: [
          ...keptForEver.map(([name, value]) => ({ name, value })),
          ...(minInSyncReplicas ? [{ name: 'min.insync.replicas', value: String(minInSyncReplicas) }] : []),
        ],
      })),
    });
    const after = await onceThere(() => findTopics(admin, options, contexts));
    return after.map(report => (missing.includes(report.topic) ? { ...report, state: 'made' } : report));
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
};

const onceThere = async (find: () => Promise<readonly TopicReport[]>): Promise<readonly TopicReport[]> => {
  const end = performance.now() + leadersWithin_ms;
  for (;;) {
    const late = performance.now() >= end;
    try {
      const found = await find();
      if (late || found.every(({ state }) => state !== 'missing')) return found;
    } catch (error) {
      if (late) throw error;
    }
    await pause(200);
  }
};

/** @throws TopicsNotReady */
export const checkTopics = async (admin: Admin, options: KafkaOptions, contexts: readonly Shard[]): Promise<void> => {
  const wrong = (await findTopics(admin, options, contexts)).filter(({ state }) => state !== 'there');
  if (wrong.length > 0) throw new TopicsNotReady(wrong);
};

/** Connects, and waits for brokers that are about to start. @throws BrokersUnreachable */
export const reach = async (admin: Admin, { brokers, connectMs = 30_000, observer }: KafkaOptions): Promise<void> => {
  const end = performance.now() + connectMs;
  for (;;) {
    try {
      return await admin.connect();
    } catch (error) {
      if (performance.now() >= end) throw new BrokersUnreachable(brokers, error);
      observer?.trying?.('to reach a broker', error, 500);
      await pause(500);
    }
  }
};

const findTopics = async (
  admin: Admin,
  options: KafkaOptions,
  contexts: readonly Shard[],
): Promise<readonly TopicReport[]> => {
  const existing = new Set(await admin.listTopics());
  const wanted = contexts.map(context => topicOf(options, context));
  const { topics } = await admin.fetchTopicMetadata({ topics: wanted.filter(topic => existing.has(topic)) });
  const partitions = new Map(topics.map(({ name, partitions: of }) => [name, of.length]));
  const forgetting = await findForgetting(admin, options, [...partitions.keys()]);
  return wanted.map(topic => {
    const has = existing.has(topic) ? (partitions.get(topic) ?? 0) : 0;
    const forgets = forgetting.get(topic);
    if (has === 0) return { topic, partitions: has, state: 'missing' };
    if (has !== (options.partitions ?? usualPartitions)) return { topic, partitions: has, state: 'other-partitions' };
    return forgets ? { topic, partitions: has, state: 'forgets', forgets } : { topic, partitions: has, state: 'there' };
  });
};

/** Topics from which the broker deletes. Who may not read settings is told so, and goes on: not every broker allows it. */
const findForgetting = async (
  admin: Admin,
  { observer }: KafkaOptions,
  topics: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  if (topics.length === 0) return new Map();
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  const configNames = keptForEver.map(([name]) => name);
  try {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: topics.map(name => ({ type, name, configNames })),
    });
    const found = resources.map(({ resourceName, configEntries }) => {
      const wrong = keptForEver.flatMap(([name, wanted]) => {
        const is = configEntries.find(entry => entry.configName === name)?.configValue;
        return is === undefined || is === wanted ? [] : [`${name}=${is}`];
      });
      return [resourceName, wrong] as const;
    });
    return new Map(found.filter(([, wrong]) => wrong.length > 0));
  } catch (error) {
    observer?.trying?.('to read how long topics are kept', error, 0);
    return new Map();
  }
};

import type { Admin, Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { pause } from '#eventstore';
import type { KafkaOptions } from './kafka-options.js';
import { SignsOfLife } from './signs-of-life.js';

export interface GroupConsumerParts {
  readonly kafka: Pick<Kafka, 'consumer'>;
  readonly admin: Pick<Admin, 'fetchTopicMetadata'>;
  readonly topic: string;
  readonly group: string;
  readonly options: Pick<KafkaOptions, 'sessionMs' | 'observer'>;
  readonly closing: AbortSignal;
}

export interface GroupConsumerEvents {
  /** These partitions are ours from now on. */
  readonly taken: (partitions: readonly number[]) => void;
  readonly fetched: (payload: EachBatchPayload) => Promise<void>;
}

/** Between two consumers nobody can commit: the next one takes up where the broker knows the group to be. */
export class NotInGroup extends Error {
  constructor(group: string) {
    super(`${group} is being joined anew`);
  }
}

const usualSession_ms = 10_000;
const rebalancing_ms = 30_000;
const startAgain_ms = 1_000;
const leaveWithin_ms = 3_000;

/** A consumer in a group, whatever becomes of the client underneath: one that breaks down, or is deaf, is replaced. */
export class GroupConsumer {
  private consumer: Consumer | undefined;
  /** Until the group was joined. */
  private running: Promise<void> | undefined;
  private readonly signs: SignsOfLife;
  /** Brokers answer others, and did not answer its heartbeats for a whole session. */
  private doubted = false;

  constructor(
    private readonly parts: GroupConsumerParts,
    private readonly events: GroupConsumerEvents,
  ) {
    // After one session without, the broker takes us for gone.
    this.signs = new SignsOfLife(parts.options.sessionMs ?? usualSession_ms, () => this.missed());
  }

  async start(): Promise<void> {
    const { kafka, topic, group, options } = this.parts;
    const consumer = kafka.consumer({
      groupId: group,
      sessionTimeout: options.sessionMs ?? usualSession_ms,
      heartbeatInterval: 2_000,
      rebalanceTimeout: rebalancing_ms,
      maxWaitTimeInMs: 500,
      allowAutoTopicCreation: false,
    });
    this.consumer = consumer;
    this.listenTo(consumer);
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    this.signs.seen(rebalancing_ms);
    // What goes wrong is told by `consumer.crash`.
    this.running = consumer
      .run({ autoCommit: false, eachBatch: async payload => void (await this.fetchedBy(consumer, payload)) })
      .catch(error => options.observer?.crashed?.(group, error));
  }

  /** @throws NotInGroup, and what the client throws when another has the partition, or the broker is away */
  async commit(places: readonly { readonly partition: number; readonly offset: number }[]): Promise<void> {
    const { topic, group } = this.parts;
    const consumer = this.consumer;
    if (!consumer) throw new NotInGroup(group);
    try {
      await consumer.commitOffsets(
        places.map(({ partition, offset }) => ({ topic, partition, offset: String(offset) })),
      );
    } catch (error) {
      if (isAnothers(error) && this.consumer === consumer) void this.replace('another broker took the group over');
      throw error;
    }
  }

  pause(partition: number): void {
    this.consumer?.pause([{ topic: this.parts.topic, partitions: [partition] }]);
  }

  resume(partitions: readonly number[]): void {
    this.consumer?.resume([{ topic: this.parts.topic, partitions: [...partitions] }]);
  }

  /** What is fetched next begins there. */
  seek(partition: number, offset: number): void {
    this.consumer?.seek({ topic: this.parts.topic, partition, offset: String(offset) });
  }

  async close(): Promise<void> {
    this.signs.stop();
    await soon(this.running);
    await soon(this.consumer?.disconnect());
  }

  private listenTo(consumer: Consumer): void {
    const { topic, group, options, closing } = this.parts;
    const ours = (listener: () => void): void => {
      if (this.consumer === consumer && !closing.aborted) listener();
    };
    const answered = (): void => {
      this.doubted = false;
      this.signs.seen();
    };
    consumer.on('consumer.group_join', ({ payload }) =>
      ours(() => {
        answered();
        this.events.taken(payload.memberAssignment[topic] ?? []);
      }),
    );
    consumer.on('consumer.heartbeat', () => ours(answered));
    consumer.on('consumer.rebalancing', () => ours(() => this.signs.seen(rebalancing_ms)));
    consumer.on('consumer.crash', ({ payload: { error, restart } }) =>
      ours(() => {
        options.observer?.crashed?.(group, error);
        this.signs.seen(rebalancing_ms);
        if (!restart) void this.startAgain();
      }),
    );
  }

  /** One that was replaced may still bring what it had asked for. */
  private async fetchedBy(consumer: Consumer, payload: EachBatchPayload): Promise<void> {
    if (this.consumer === consumer) await this.events.fetched(payload);
  }

  /** While no broker answers anybody, the consumer that is there comes back sooner than another could join. */
  private async missed(): Promise<void> {
    const { closing, admin, topic } = this.parts;
    const consumer = this.consumer;
    const reached = await admin.fetchTopicMetadata({ topics: [topic] }).then(
      () => true,
      () => false,
    );
    if (closing.aborted || this.consumer !== consumer) return;
    if (!reached || !this.doubted) {
      this.doubted = reached;
      return this.signs.seen();
    }
    await this.replace('no heartbeat was answered');
  }

  /**
   * kafkajs goes on fetching while the coordinator it knows says that another took over: for minutes nothing would be
   * committed, though the broker has long taken us for gone. A new consumer asks who it is.
   */
  private async replace(why: string): Promise<void> {
    const { group, options } = this.parts;
    this.doubted = false;
    options.observer?.crashed?.(group, new Error(`${why}: the group is joined anew`));
    await this.leave();
    await this.startAgain();
  }

  private async startAgain(): Promise<void> {
    const { closing, group, options } = this.parts;
    this.signs.stop();
    while (!closing.aborted) {
      await pause(startAgain_ms, closing);
      if (closing.aborted) return;
      try {
        return await this.start();
      } catch (error) {
        options.observer?.crashed?.(group, error);
        await this.leave();
      }
    }
  }

  private async leave(): Promise<void> {
    const former = this.consumer;
    this.consumer = undefined;
    await soon(former?.disconnect());
  }
}

/** The broker asked says that it is not, or no longer, the one that keeps the group. */
const isAnothers = (error: unknown): boolean => {
  const { type, cause } = error as { readonly type?: unknown; readonly cause?: unknown };
  return type === 'NOT_COORDINATOR_FOR_GROUP' || (cause instanceof Error && isAnothers(cause));
};

/** Where no broker answers, it takes us for gone by itself, and what was not committed comes again. */
export const soon = async (work: Promise<void> | undefined): Promise<void> => {
  const done = new AbortController();
  const finished = work?.catch(() => undefined).finally(() => done.abort());
  await Promise.race([finished, pause(leaveWithin_ms, done.signal)]);
};

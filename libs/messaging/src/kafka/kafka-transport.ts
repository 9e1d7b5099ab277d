import type { Admin, Kafka } from 'kafkajs';
import type { Shard } from '#eventstore';
import type { Message } from '../message.js';
import { type Deliver, type Listening, type TopicLag, Transport, TransportClosed } from '../transport.js';
import { KafkaListener } from './kafka-listener.js';
import { clientOf, consumerRetries, groupOf, type KafkaOptions, topicOf } from './kafka-options.js';
import { KafkaSender } from './kafka-sender.js';
import { endsOf, offsetsIn } from './offsets.js';
import { checkTopics, reach, speakingContexts } from './topics.js';

/**
 * Carries messages over Kafka: a topic per context, keyed by stream, as CloudEvents. A group's place moves after its
 * handler is done, so nothing is left out, and what was under way when a process died comes again.
 */
export class KafkaTransport extends Transport {
  readonly medium = 'kafka';
  private readonly listeners: KafkaListener[] = [];
  private readonly sender: KafkaSender;

  private constructor(
    kafka: Kafka,
    private readonly admin: Admin,
    private readonly options: KafkaOptions,
    private readonly closing = new AbortController(),
  ) {
    super();
    this.sender = new KafkaSender(kafka, options, closing.signal);
  }

  /**
   * Connects, once the topics of these contexts are found to be as they should.
   * @throws BrokersUnreachable TopicsNotReady
   */
  static async open(options: KafkaOptions, contexts: readonly Shard[] = speakingContexts): Promise<KafkaTransport> {
    const kafka = clientOf(options);
    const admin = kafka.admin();
    try {
      await reach(admin, options);
      await checkTopics(admin, options, contexts);
      // One after the other: the client would mix up several that it hears of at once.
      for (const context of contexts) await endsOf(admin, topicOf(options, context));
      return new KafkaTransport(kafka, admin, options);
    } catch (error) {
      await admin.disconnect().catch(() => undefined);
      throw error;
    }
  }

  /** Resolves when all replicas in sync have the messages. @throws MessageRefused TransportClosed */
  async send(topic: Shard, messages: readonly Message[]): Promise<void> {
    if (this.closing.signal.aborted) throw new TransportClosed();
    if (messages.length > 0) await this.sender.send(topicOf(this.options, topic), messages);
  }

  async subscribe(topic: Shard, group: string, deliver: Deliver, listening: Listening = {}): Promise<void> {
    const { admin, options } = this;
    const listener = new KafkaListener({
      kafka: clientOf(options, consumerRetries),
      admin,
      options,
      deliver,
      listening,
      context: topic,
      topic: topicOf(options, topic),
      group: groupOf(options, group),
      closing: this.closing.signal,
    });
    this.listeners.push(listener);
    await listener.start();
  }

  /** Whether each group of this process stands at the end of its topic, and the broker knows it and says so. */
  async idle(): Promise<boolean> {
    if (!this.listeners.every(listener => listener.idle)) return false;
    const lags = await this.lag().catch(() => undefined);
    return lags?.every(({ lag }) => lag === 0) ?? false;
  }

  override async blank(topic: Shard): Promise<boolean> {
    const ends = await endsOf(this.admin, topicOf(this.options, topic));
    return ends.every(({ high }) => Number(high) === 0);
  }

  override async lag(): Promise<readonly TopicLag[]> {
    // Where the groups are first: the ends read afterwards are never behind them. A topic's are read once for all.
    const places = await Promise.all(
      this.listeners.map(async listener => ({ ...listener.names, committed: await listener.committed() })),
    );
    const topics = [...new Set(places.map(({ topic }) => topic))];
    const read = topics.map(async topic => [topic, await endsOf(this.admin, topic)] as const);
    const ends = new Map(await Promise.all(read));
    return places.map(({ topic, group, committed }) => {
      const { lag } = offsetsIn(committed, ends.get(topic)!);
      return { topic, group, lag };
    });
  }

  /** What is being handled is finished; what waits comes again, to whoever listens next. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all([this.sender.close(), ...this.listeners.map(listener => listener.close())]);
    await this.admin.disconnect().catch(() => undefined);
  }
}

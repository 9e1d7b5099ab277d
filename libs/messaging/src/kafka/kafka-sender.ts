import kafkajs, { type ICustomPartitioner, type Kafka, type Producer } from 'kafkajs';
import { patient, pause, pauseOf } from '#eventstore';
import type { Message } from '../message.js';
import { MessageRefused, TransportClosed } from '../transport.js';
import { type OutgoingRecord, toRecord } from './cloud-event.js';
import type { KafkaOptions } from './kafka-options.js';

/** A broker takes batches of up to 1 MiB per partition unless configured otherwise. @unit bytes */
const mostBytes = 900_000;
const chunkBytes = 700_000;
const chunkRecords = 2_000;

/**
 * Writes messages, one request per topic at a time, acknowledged by all replicas in sync. Whatever fails is written
 * again, with a fresh producer: whether it had arrived does not matter, as each message may come twice.
 */
export class KafkaSender {
  private producing: Promise<Producer> | undefined;
  private readonly turns = new Map<string, Promise<unknown>>();
  /** Partitions that the records under way go to, by topic. */
  private readonly chosen = new Map<string, Set<number>>();

  constructor(
    private readonly kafka: Kafka,
    private readonly options: KafkaOptions,
    private readonly closing: AbortSignal,
  ) {}

  /** @throws MessageRefused TransportClosed */
  async send(topic: string, messages: readonly Message[]): Promise<void> {
    const chunks = chunked(messages);
    const turn = (this.turns.get(topic) ?? Promise.resolve()).then(async () => {
      for (const records of chunks) await this.write(topic, records);
    });
    this.turns.set(
      topic,
      turn.catch(() => undefined),
    );
    await turn;
  }

  /** What is being written is given up. */
  async close(): Promise<void> {
    await this.renew();
  }

  private async write(topic: string, messages: OutgoingRecord[]): Promise<void> {
    for (let failures = 1; !this.closing.aborted; failures += 1) {
      try {
        const producer = await this.producer();
        this.chosen.delete(topic);
        const written = await this.unlessClosing(producer.send({ topic, acks: -1, messages }));
        this.checkWhole(topic, new Set(written.map(({ partition }) => partition)));
        return;
      } catch (error) {
        if (this.closing.aborted) break;
        if (isTooLarge(error)) {
          await this.renew();
          return this.writeLess(topic, messages);
        }
        const ms = pauseOf(this.options.patience ?? patient, failures);
        this.options.observer?.trying?.(`to write to ${topic}`, error, ms);
        await this.renew();
        await pause(ms, this.closing);
      }
    }
    throw new TransportClosed();
  }

  /**
   * A broker may take less than brokers usually do. Halves are tried, down to the one message it does not take: that
   * one is refused, loudly, and its stream waits; to try it again for ever would hold up all the others.
   * @throws MessageRefused TransportClosed
   */
  private async writeLess(topic: string, messages: OutgoingRecord[]): Promise<void> {
    const [first] = messages;
    if (messages.length === 1)
      throw new MessageRefused(
        first!.key,
        `${Buffer.byteLength(first!.value)} bytes are more than this broker takes (max.message.bytes of ${topic})`,
      );
    const half = Math.ceil(messages.length / 2);
    await this.write(topic, messages.slice(0, half));
    await this.write(topic, messages.slice(half));
  }

  /**
   * The client's own tries ask only brokers that have not answered yet: a partition that moves meanwhile to one that has
   * is left out, and the whole is said to be written.
   */
  private checkWhole(topic: string, written: ReadonlySet<number>): void {
    for (const partition of this.chosen.get(topic) ?? [])
      if (!written.has(partition)) throw new Error(`partition ${partition} of ${topic} moved, and was left out`);
  }

  /** The usual choice, by key. */
  private readonly noted: ICustomPartitioner = () => {
    const choose = kafkajs.Partitioners.DefaultPartitioner();
    return asked => {
      const partition = choose(asked);
      const chosen = this.chosen.get(asked.topic) ?? new Set();
      this.chosen.set(asked.topic, chosen.add(partition));
      return partition;
    };
  };

  private async unlessClosing<Result>(work: Promise<Result>): Promise<Result> {
    let stop = (): void => undefined;
    const closed = new Promise<never>((_, reject) => {
      stop = () => reject(new TransportClosed());
      this.closing.addEventListener('abort', stop, { once: true });
    });
    try {
      return await Promise.race([work, closed]);
    } finally {
      this.closing.removeEventListener('abort', stop);
      work.catch(() => undefined);
    }
  }

  private producer(): Promise<Producer> {
    this.producing ??= this.connected();
    this.producing.catch(() => (this.producing = undefined));
    return this.producing;
  }

  private async connected(): Promise<Producer> {
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: this.noted,
    });
    await producer.connect();
    return producer;
  }

  /** A producer that met an unknown outcome may no longer know where its sequence stands. */
  private async renew(): Promise<void> {
    const before = this.producing;
    this.producing = undefined;
    await before?.then(producer => producer.disconnect()).catch(() => undefined);
  }
}

/** As the broker says it, or as the client wraps it up. */
const isTooLarge = (error: unknown): boolean => {
  const { type, cause } = error as { type?: unknown; cause?: unknown };
  if (type === 'MESSAGE_TOO_LARGE' || type === 'RECORD_LIST_TOO_LARGE') return true;
  return cause instanceof Error && isTooLarge(cause);
};

/** Batches that a broker takes, in order. @throws MessageRefused */
const chunked = (messages: readonly Message[]): OutgoingRecord[][] => {
  const chunks: OutgoingRecord[][] = [];
  let [chunk, bytes]: [OutgoingRecord[], number] = [[], 0];
  for (const message of messages) {
    const record = toRecord(message);
    const size = Buffer.byteLength(record.value) + 1_000;
    if (size > mostBytes) throw new MessageRefused(message.stream, `${size} bytes are more than a broker takes`);
    if (chunk.length > 0 && (bytes + size > chunkBytes || chunk.length >= chunkRecords)) {
      chunks.push(chunk);
      [chunk, bytes] = [[], 0];
    }
    chunk.push(record);
    bytes += size;
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
};

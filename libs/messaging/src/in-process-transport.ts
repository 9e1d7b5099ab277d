import { type Patience, patient, pause, pauseOf, type Shard } from '#eventstore';
import { type Chance, seededChance } from './chance.js';
import type { Message } from './message.js';
import { type Deliver, type Listening, Transport, TransportClosed } from './transport.js';

export interface InProcessOptions {
  /** Keys handled at the same time in each group; 16 unless said. */
  readonly parallel?: number;
  /** Messages of a key handed over at once; 100 unless said. */
  readonly batch?: number;
  readonly patience?: Patience;
  /** For tests: takes keys in an order drawn by chance, the same for the same seed. */
  readonly shuffleSeed?: number;
  /** For tests, together with a seed: share of batches (0 to 1) that are delivered a second time. */
  readonly duplicates?: number;
}

interface Pending {
  readonly text: string;
  readonly settle: (error?: Error) => void;
}

/**
 * Carries messages within one process, and forgives nothing that Kafka would not: each goes through JSON, comes at
 * least once, in order per key; different keys come side by side and in any order.
 */
export class InProcessTransport extends Transport {
  readonly medium = undefined;
  private readonly groups = new Map<Shard, Map<string, Group>>();
  private readonly closing = new AbortController();

  constructor(private readonly options: InProcessOptions = {}) {
    super();
  }

  /** Resolves when every group has handled the messages. @throws TransportClosed */
  async send(topic: Shard, messages: readonly Message[]): Promise<void> {
    if (this.closing.signal.aborted) throw new TransportClosed();
    const groups = [...(this.groups.get(topic)?.values() ?? [])];
    if (groups.length === 0 || messages.length === 0) return;
    const texts = messages.map(message => JSON.stringify(message));
    await new Promise<void>((resolve, reject) => {
      let left = groups.length * messages.length;
      const settle = (error?: Error): void => {
        left -= 1;
        if (error) reject(error);
        else if (left === 0) resolve();
      };
      for (const group of groups) {
        messages.forEach(({ stream }, index) => group.add(stream, { text: texts[index]!, settle }));
        group.run();
      }
    });
  }

  async subscribe(topic: Shard, group: string, deliver: Deliver, listening: Listening = {}): Promise<void> {
    await listening.taken?.();
    const groups = this.groups.get(topic) ?? new Map<string, Group>();
    this.groups.set(topic, groups.set(group, new Group(deliver, this.options, this.closing.signal)));
  }

  async idle(): Promise<boolean> {
    return this.all().every(group => group.idle);
  }

  /** What is being handled is finished; what waits is given back to its sender. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.all().map(group => group.drained()));
  }

  private all(): Group[] {
    return [...this.groups.values()].flatMap(groups => [...groups.values()]);
  }
}

/** One group's place in a topic. */
class Group {
  private readonly queues = new Map<string, Pending[]>();
  private readonly ready: string[] = [];
  private readonly working = new Set<Promise<void>>();
  private readonly chance: Chance | undefined;
  private readonly parallel: number;
  private readonly batch: number;

  constructor(
    private readonly deliver: Deliver,
    private readonly options: InProcessOptions,
    private readonly closing: AbortSignal,
  ) {
    this.parallel = options.parallel ?? 16;
    this.batch = options.batch ?? 100;
    this.chance = options.shuffleSeed === undefined ? undefined : seededChance(options.shuffleSeed);
  }

  get idle(): boolean {
    return this.queues.size === 0;
  }

  add(key: string, message: Pending): void {
    const queue = this.queues.get(key);
    if (queue) queue.push(message);
    else {
      this.queues.set(key, [message]);
      this.ready.push(key);
    }
  }

  run(): void {
    while (this.working.size < this.parallel && this.ready.length > 0) {
      const key = this.next();
      const work: Promise<void> = this.handle(key).then(() => {
        this.working.delete(work);
        this.run();
      });
      this.working.add(work);
    }
  }

  async drained(): Promise<void> {
    while (this.working.size > 0) await Promise.all(this.working);
  }

  private next(): string {
    if (!this.chance) return this.ready.shift()!;
    return this.ready.splice(Math.floor(this.chance() * this.ready.length), 1)[0]!;
  }

  /** A key stays in `queues` until all its messages are handled, so no one else takes it up meanwhile. */
  private async handle(key: string): Promise<void> {
    const queue = this.queues.get(key)!;
    const batch = queue.slice(0, this.batch);
    const handled = await this.handOver(batch);
    queue.splice(0, batch.length);
    if (queue.length > 0) this.ready.push(key);
    else this.queues.delete(key);
    for (const { settle } of batch) settle(handled ? undefined : new TransportClosed());
  }

  private async handOver(batch: readonly Pending[]): Promise<boolean> {
    for (let failures = 1; !this.closing.aborted; failures += 1) {
      try {
        await this.deliver(batch.map(({ text }) => JSON.parse(text) as Message));
        if (!this.chance || this.chance() >= (this.options.duplicates ?? 0)) return true;
        // Delivered, and its acknowledgement lost: the end of the batch comes again.
        const from = Math.floor(this.chance() * batch.length);
        await this.deliver(batch.slice(from).map(({ text }) => JSON.parse(text) as Message));
        return true;
      } catch {
        await pause(pauseOf(this.options.patience ?? patient, failures), this.closing);
      }
    }
    return false;
  }
}

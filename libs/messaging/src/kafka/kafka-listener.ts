import type { Admin, EachBatchPayload, Kafka } from 'kafkajs';
import { patient, pause, pauseOf, type Shard } from '#eventstore';
import type { Message } from '../message.js';
import type { Deliver, Listening, Unreadable } from '../transport.js';
import { fromRecord, type IncomingRecord, NotAMessage } from './cloud-event.js';
import { GroupConsumer, soon } from './group-consumer.js';
import { type KafkaOptions, usualPartitions } from './kafka-options.js';
import { KeyedWork } from './keyed-work.js';
import { type Committed, committedOf, type Offsets, offsetsOf } from './offsets.js';
import { PartitionPlace } from './partition-place.js';

export interface ListenerParts {
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly context: Shard;
  readonly topic: string;
  readonly group: string;
  readonly deliver: Deliver;
  readonly listening: Listening;
  readonly options: KafkaOptions;
  readonly closing: AbortSignal;
}

/** A record in hand: what it says, or what is wrong with it, and where it was. */
interface Taken {
  readonly said: Message | Unreadable;
  readonly place: PartitionPlace;
  readonly offset: number;
}

/** A partition rests while more than this is unfinished, and goes on below half of it. @unit messages */
const mostUnfinished = 2_000;
const commitEvery_ms = 200;
const commitAgain_ms = 1_000;

/**
 * One group's consumer of a topic. What is fetched is queued by key and the fetching goes on at once: so a key that
 * waits holds up no other, and the broker gets its signs of life however long the handling takes.
 */
export class KafkaListener {
  private readonly consumer: GroupConsumer;
  private places = new Map<number, PartitionPlace>();
  private readonly resting = new Set<number>();
  private joined: Promise<void> = Promise.resolve();
  private readonly work: KeyedWork<Taken>;
  private commitTimer: NodeJS.Timeout | undefined;
  private committing: Promise<void> = Promise.resolve();

  constructor(private readonly parts: ListenerParts) {
    const { options, group, closing } = parts;
    this.work = new KeyedWork({
      handle: taken => this.handle(taken),
      parallel: options.parallel ?? 16,
      batch: options.batch ?? 100,
      patience: options.patience ?? patient,
      closing,
      trying: (error, ms) => options.observer?.trying?.(`to handle what ${group} heard`, error, ms),
    });
    this.consumer = new GroupConsumer(parts, {
      taken: partitions => this.take(partitions),
      fetched: payload => this.fetched(payload),
    });
  }

  get names(): { readonly topic: string; readonly group: string } {
    const { topic, group } = this.parts;
    return { topic, group };
  }

  /** Whether nothing that came is unfinished, or not yet committed. */
  get idle(): boolean {
    return this.work.idle && [...this.places.values()].every(({ uncommitted }) => uncommitted === undefined);
  }

  /**
   * Resolves when the broker knows of us. To be given partitions may take as long as the session of a former self that
   * was killed: whoever starts us has other things to do meanwhile.
   */
  start(): Promise<void> {
    return this.consumer.start();
  }

  /** What is in hand is finished and committed. */
  async close(): Promise<void> {
    clearTimeout(this.commitTimer);
    await this.work.drained();
    await soon(this.commit());
    await this.consumer.close();
  }

  /**
   * Where the broker knows the group to be. It is asked only for what others of the group moved: whoever wants to know
   * how we get on, and asks often, takes nothing from those who work.
   */
  async committed(): Promise<Committed> {
    const { admin, topic, group, options } = this.parts;
    if (this.places.size < (options.partitions ?? usualPartitions)) return committedOf(admin, topic, group);
    return new Map([...this.places.values()].map(({ partition, kept }) => [partition, kept]));
  }

  private offsets(): Promise<Offsets> {
    const { admin, topic, group } = this.parts;
    return offsetsOf(admin, topic, group);
  }

  /** These partitions are ours from now on. What was queued comes again, from the group's place. */
  private take(partitions: readonly number[]): void {
    const mine = new Map<number, PartitionPlace>();
    this.places = mine;
    this.resting.clear();
    this.work.forget();
    this.joined = this.findPlaces(partitions, mine);
  }

  private async findPlaces(partitions: readonly number[], mine: Map<number, PartitionPlace>): Promise<void> {
    const { listening, options, group, closing } = this.parts;
    for (let failures = 1; this.places === mine && !closing.aborted; failures += 1) {
      try {
        await listening.taken?.();
        const { places } = await this.offsets();
        for (const partition of partitions) {
          const { at, low, lostFrom } = places.get(partition)!;
          if (lostFrom !== undefined) await this.tellLost(partition, lostFrom, low);
          mine.set(partition, new PartitionPlace(partition, at));
        }
        this.consumer.resume(partitions);
        return;
      } catch (error) {
        const ms = pauseOf(options.patience ?? patient, failures);
        options.observer?.trying?.(`to find the place of ${group}`, error, ms);
        await pause(ms, closing);
      }
    }
  }

  /** Waits until the place is known, and tells the broker that we are still here. */
  private async known(heartbeat: () => Promise<void>): Promise<void> {
    const found = this.joined.then(() => true);
    while (!(await Promise.race([found, pause(1_000).then(() => false)]))) await heartbeat();
  }

  private async fetched({ batch, heartbeat }: EachBatchPayload): Promise<void> {
    await this.known(heartbeat);
    const place = this.places.get(batch.partition);
    const first = batch.messages[0];
    if (!place || !first) return;
    if (!(await this.goesOn(place, askedFrom(batch), Number(first.offset)))) {
      // Asked for before the partition was ours: something between would be left out.
      this.consumer.seek(batch.partition, place.expected);
      return;
    }
    for (const record of batch.messages) {
      const offset = Number(record.offset);
      if (place.came(offset))
        this.work.add(this.keyOf(record, batch.partition), { said: this.read(record, place, offset), place, offset });
    }
    if (place.unfinished > mostUnfinished) {
      this.resting.add(batch.partition);
      this.consumer.pause(batch.partition);
    }
  }

  /**
   * Whether nothing that could still come lies between the place and the first record fetched. A broker hands out all
   * it has from the offset asked for: what is missing after that are marks of its own, or records it deleted.
   */
  private async goesOn({ partition, expected }: PartitionPlace, asked: number, first: number): Promise<boolean> {
    if (first <= expected) return true;
    const { low } = (await this.offsets()).places.get(partition)!;
    const gone = Math.min(low, first);
    if (gone > expected) await this.tellLost(partition, expected, gone);
    return asked <= expected || low >= first;
  }

  /** Set aside by the place it lay at: so it is in the figures and in the quarantine until somebody has seen to it. */
  private async tellLost(partition: number, from: number, low: number): Promise<void> {
    const { listening, options, context, topic, group } = this.parts;
    const lost: Unreadable = {
      topic: context,
      place: `${topic}/${partition}@${from}`,
      offset: from,
      problem: `${low - from} records were deleted by the broker before they were heard`,
    };
    options.observer?.unreadable?.(group, lost);
    await listening.unreadable?.(lost);
  }

  private keyOf({ key }: IncomingRecord, partition: number): string {
    return key && key.length > 0 ? key.toString('utf8') : `\0${partition}`;
  }

  private read(record: IncomingRecord, { partition }: PartitionPlace, offset: number): Message | Unreadable {
    const { context, topic, group, options } = this.parts;
    try {
      return fromRecord(record, context);
    } catch (error) {
      if (!(error instanceof NotAMessage)) throw error;
      const { stream, revision, problem } = error;
      const unreadable = {
        topic: context,
        place: `${topic}/${partition}@${offset}`,
        offset,
        stream,
        revision,
        problem,
      };
      options.observer?.unreadable?.(group, unreadable);
      return unreadable;
    }
  }

  /** Messages in runs, what cannot be read one by one; each is finished as soon as it was taken. */
  private async handle(taken: readonly Taken[]): Promise<void> {
    for (let from = 0; from < taken.length;) {
      const { said } = taken[from]!;
      let to = from + 1;
      if (isUnreadable(said)) await this.parts.listening.unreadable?.(said);
      else {
        while (to < taken.length && !isUnreadable(taken[to]!.said)) to += 1;
        await this.parts.deliver(taken.slice(from, to).map(one => one.said as Message));
      }
      from = to;
    }
    for (const { place, offset } of taken) this.finish(place, offset);
    if ([...this.places.values()].every(({ unfinished }) => unfinished === 0)) void this.commit();
    else this.commitTimer ??= setTimeout(() => void this.commit(), commitEvery_ms).unref();
  }

  private finish(place: PartitionPlace, offset: number): void {
    place.finished(offset);
    const { partition, unfinished } = place;
    if (unfinished > mostUnfinished / 2 || this.places.get(partition) !== place) return;
    if (this.resting.delete(partition)) this.consumer.resume([partition]);
  }

  private commit(): Promise<void> {
    clearTimeout(this.commitTimer);
    this.commitTimer = undefined;
    this.committing = this.committing.then(() => this.commitPlaces());
    return this.committing;
  }

  /** When it fails, another has the partition, or the broker is away: then what was not committed comes again. */
  private async commitPlaces(): Promise<void> {
    const moved = [...this.places.values()].flatMap(place =>
      place.uncommitted === undefined ? [] : [{ place, at: place.uncommitted }],
    );
    if (moved.length === 0) return;
    const { group, options, closing } = this.parts;
    try {
      await this.consumer.commit(moved.map(({ place: { partition }, at }) => ({ partition, offset: at })));
      for (const { place, at } of moved) place.isCommitted(at);
    } catch (error) {
      if (closing.aborted) return;
      options.observer?.trying?.(`to commit the places of ${group}`, error, commitAgain_ms);
      this.commitTimer ??= setTimeout(() => void this.commit(), commitAgain_ms).unref();
    }
  }
}

const isUnreadable = (said: Message | Unreadable): said is Unreadable => 'problem' in said;

/** Offset the broker was asked for: the client has it, and does not declare it. */
const askedFrom = (batch: object): number => Number((batch as { readonly fetchedOffset: string }).fetchedOffset);

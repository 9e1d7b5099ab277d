import kafkajs, { type Admin, type SeekEntry } from 'kafkajs';
import { pause } from '#eventstore';

/** Where a group is known to be, by partition; -1, or nothing, where it is new. */
export type Committed = ReadonlyMap<number, number>;
export type Ends = readonly (SeekEntry & { readonly low: string; readonly high: string })[];

/**
 * Whoever asks while the client is learning of another topic may be told of no partition at all (its refresh of what
 * brokers have is shared, and names the topics known when it began): that is no answer, and must be asked again.
 */
export class PartitionsUnknown extends Error {
  constructor(topic: string) {
    super(`the partitions of ${topic} are not known yet`);
  }
}

/** Where a group stands in one partition. */
export interface OffsetPlace {
  /** Oldest record that is still there. */
  readonly low: number;
  /** Offset of the record the group handles next. */
  readonly at: number;
  /** Offset the next record that is written will have. */
  readonly end: number;
  /** First offset of those the broker deleted before the group handled them: from here up to `low`. */
  readonly lostFrom?: number;
}

export interface Offsets {
  readonly places: ReadonlyMap<number, OffsetPlace>;
  /** @unit messages */
  readonly lag: number;
}

/**
 * A group that is new stands at the oldest record. So does one whose place lies beyond the end: the topic was made
 * anew, and what is on it now was never heard.
 */
const placeIn = (committed: number, low: number, end: number): OffsetPlace => {
  if (committed > end) return { low, at: low, end };
  const from = Math.max(committed, 0);
  return { low, at: Math.max(from, low), end, ...(from < low ? { lostFrom: from } : {}) };
};

/** @throws PartitionsUnknown */
export const committedOf = async (admin: Admin, topic: string, group: string): Promise<Committed> => {
  const [ofTopic] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
  return new Map(known(topic, ofTopic?.partitions ?? []).map(({ partition, offset }) => [partition, Number(offset)]));
};

/** A broker that has just been given a partition, or lost it, answers so for some seconds. */
const [triesForLeader, betweenTries_ms] = [20, 250];

/** Oldest and next offset of each partition; waits while their leaders change. @throws PartitionsUnknown */
export const endsOf = async (admin: Admin, topic: string, pause_ms = betweenTries_ms): Promise<Ends> => {
  for (let left = triesForLeader; ; left -= 1) {
    try {
      return known(topic, await admin.fetchTopicOffsets(topic));
    } catch (error) {
      if (left === 0 || !passes(error)) throw error;
      // The client would believe the leaders it knows for minutes; asked for groups, it reads anew who leads what.
      await admin.listGroups().catch(() => undefined);
      await pause(pause_ms);
    }
  }
};

const passes = (error: unknown): boolean =>
  error instanceof PartitionsUnknown || (error instanceof kafkajs.KafkaJSProtocolError && error.retriable);

const known = <Partition>(topic: string, partitions: readonly Partition[]): readonly Partition[] => {
  if (partitions.length === 0) throw new PartitionsUnknown(topic);
  return partitions;
};

/** @throws PartitionsUnknown */
export const offsetsOf = async (admin: Admin, topic: string, group: string): Promise<Offsets> =>
  // The group's place first: the ends read afterwards are never behind it.
  offsetsIn(await committedOf(admin, topic, group), await endsOf(admin, topic));

/** @param ends of the topic, read after the group's places */
export const offsetsIn = (committed: Committed, ends: Ends): Offsets => {
  const places = new Map(
    ends.map(({ partition, low, high }) => {
      const place = placeIn(committed.get(partition) ?? -1, Number(low), Number(high));
      return [partition, place] as const;
    }),
  );
  const lag = [...places.values()].reduce((sum, { at, end }) => sum + Math.max(0, end - at), 0);
  return { places, lag };
};

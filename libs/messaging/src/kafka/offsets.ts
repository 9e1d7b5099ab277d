import type { Admin } from 'kafkajs';

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

export const offsetsOf = async (admin: Admin, topic: string, group: string): Promise<Offsets> => {
  // The group's place first: the ends read afterwards are never behind it.
  const [ofTopic] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
  const ends = await admin.fetchTopicOffsets(topic);
  const committed = new Map(ofTopic?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  const places = new Map(
    ends.map(({ partition, low, high }) => {
      const place = placeIn(committed.get(partition) ?? -1, Number(low), Number(high));
      return [partition, place] as const;
    }),
  );
  const lag = [...places.values()].reduce((sum, { at, end }) => sum + Math.max(0, end - at), 0);
  return { places, lag };
};

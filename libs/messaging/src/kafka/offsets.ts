import type { Admin } from 'kafkajs';

/** Where a group stands in one partition. */
export interface OffsetPlace {
  /** Oldest record that is still there. */
  readonly low: number;
  /** Offset of the record the group handles next. */
  readonly at: number;
  /** Offset the next record that is written will have. */
  readonly end: number;
}

export interface Offsets {
  readonly places: ReadonlyMap<number, OffsetPlace>;
  /** @unit messages */
  readonly lag: number;
}

/** A group that is new stands at the oldest record. */
export const offsetsOf = async (admin: Admin, topic: string, group: string): Promise<Offsets> => {
  // The group's place first: the ends read afterwards are never behind it.
  const [ofTopic] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
  const ends = await admin.fetchTopicOffsets(topic);
  const committed = new Map(ofTopic?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  const places = new Map(
    ends.map(({ partition, low, high }) => {
      const place = { low: Number(low), at: Math.max(committed.get(partition) ?? -1, Number(low)), end: Number(high) };
      return [partition, place] as const;
    }),
  );
  const lag = [...places.values()].reduce((sum, { at, end }) => sum + Math.max(0, end - at), 0);
  return { places, lag };
};

import { afterEach, describe, expect, test } from '@jest/globals';
import type { Admin, EachBatchPayload, Kafka } from 'kafkajs';
import type { Message } from '../message.js';
import { said } from '../transport.fixture.js';
import type { Unreadable } from '../transport.js';
import { toRecord } from './cloud-event.js';
import { KafkaListener } from './kafka-listener.js';

const topic = 'entraide.contributions.v1';
let closing: AbortController;
afterEach(() => closing.abort());

/** One partition, handed over by the test as a broker would. */
interface Broker {
  readonly committed: number;
  low: number;
  readonly high: number;
  readonly partitions?: number;
  /** So many times it names no partition. */
  readonly vague?: number;
}
const listening = async (broker: Broker) => {
  closing = new AbortController();
  const [heard, unreadable, sought, committed]: [number[], Unreadable[], string[], string[]] = [[], [], [], []];
  let eachBatch: (payload: EachBatchPayload) => Promise<void>;
  let join: (event: object) => void;
  const consumer = {
    on: (name: string, listener: typeof join) => {
      if (name === 'consumer.group_join') join = listener;
    },
    connect: async () => undefined,
    subscribe: async () => undefined,
    run: async (config: { eachBatch: typeof eachBatch }) => void (eachBatch = config.eachBatch),
    resume: () => undefined,
    pause: () => undefined,
    seek: ({ offset }: { offset: string }) => sought.push(offset),
    commitOffsets: async (places: { offset: string }[]) => void committed.push(...places.map(({ offset }) => offset)),
    disconnect: async () => undefined,
  };
  let vague = broker.vague ?? 0;
  const named = <Partition>(partition: Partition): Partition[] => (vague-- > 0 ? [] : [partition]);
  const admin = {
    fetchOffsets: async () => [{ topic, partitions: named({ partition: 0, offset: String(broker.committed) }) }],
    fetchTopicOffsets: async () =>
      named({ partition: 0, low: String(broker.low), high: String(broker.high), offset: '' }),
  };
  const listener = new KafkaListener({
    kafka: { consumer: () => consumer } as unknown as Kafka,
    admin: admin as unknown as Admin,
    context: 'contributions',
    topic,
    group: 'g',
    deliver: async (messages: readonly Message[]) => void heard.push(...messages.map(({ revision }) => revision)),
    listening: { unreadable: async record => void unreadable.push(record) },
    options: { brokers: [], partitions: broker.partitions ?? 1 },
    closing: closing.signal,
  });
  await listener.start();
  join!({ payload: { memberAssignment: { [topic]: [0] } } });
  const fetched = async (asked: number, ...offsets: number[]): Promise<void> => {
    const messages = offsets.map(offset => {
      const { key, value, headers } = toRecord(said('contributions.account-H1', offset + 1));
      return { key: Buffer.from(key), value: Buffer.from(value), headers, offset: String(offset) };
    });
    const batch = { partition: 0, fetchedOffset: String(asked), messages };
    await eachBatch({ batch, heartbeat: async () => undefined } as unknown as EachBatchPayload);
    await new Promise(resolve => setTimeout(resolve, 5));
  };
  return { listener, fetched, heard, unreadable, sought, committed };
};

describe('a gap between what was expected and what comes', () => {
  test('is nothing of ours when the broker was asked for all of it: the marks of a transaction are no messages', async () => {
    const { fetched, heard, sought, unreadable } = await listening({ committed: 3, low: 0, high: 9 });
    await fetched(3, 5, 6);
    expect([heard, sought, unreadable]).toEqual([[6, 7], [], []]);
  });

  test('is fetched again when the broker was asked for what comes later', async () => {
    const { fetched, heard, sought } = await listening({ committed: 3, low: 0, high: 9 });
    await fetched(5, 5, 6);
    expect([heard, sought]).toEqual([[], ['3']]);
  });

  test('is said aloud when the broker deleted what lay there, by the place it lay at', async () => {
    const broker = { committed: 3, low: 0, high: 9 };
    const { fetched, heard, unreadable, sought } = await listening(broker);
    await fetched(3, 3);
    broker.low = 6;
    await fetched(6, 6, 7);
    expect([heard, sought]).toEqual([[4, 7, 8], []]);
    expect(unreadable).toMatchObject([
      { place: `${topic}/0@4`, offset: 4, problem: '2 records were deleted by the broker before they were heard' },
    ]);
  });
});

describe('the place of a group', () => {
  test('before the oldest record there is: what lay between is said aloud, and it goes on from there', async () => {
    const { fetched, heard, unreadable } = await listening({ committed: 3, low: 5, high: 9 });
    await fetched(5, 5);
    expect(unreadable.map(({ place, problem }) => [place, problem])).toEqual([
      [`${topic}/0@3`, '2 records were deleted by the broker before they were heard'],
    ]);
    expect(heard).toEqual([6]);
  });

  test('at the oldest record there is: nothing was lost', async () => {
    const { fetched, unreadable } = await listening({ committed: 5, low: 5, high: 9 });
    await fetched(5, 5);
    expect(unreadable).toEqual([]);
  });

  test('beyond the end: the topic was made anew, and is heard from its first record', async () => {
    const { fetched, heard } = await listening({ committed: 80, low: 0, high: 2 });
    await fetched(0, 0, 1);
    expect(heard).toEqual([1, 2]);
  });

  test.each([1, 2])('is asked for again when the client names no partition, %d times', async vague => {
    const { fetched, heard, sought } = await listening({ committed: 3, low: 0, high: 9, vague });
    await fetched(3, 3);
    expect([heard, sought]).toEqual([[4], []]);
  });

  test('is what this process committed, as long as all partitions are its own', async () => {
    const { listener, fetched, committed } = await listening({ committed: 3, low: 0, high: 9 });
    await fetched(3, 3, 4);
    expect(committed).toEqual(['5']);
    expect(await listener.committed()).toEqual(new Map([[0, 5]]));
  });

  test('is what the broker says, when others of the group have partitions too', async () => {
    const { listener, fetched } = await listening({ committed: 3, low: 0, high: 9, partitions: 2 });
    await fetched(3, 3, 4);
    expect(await listener.committed()).toEqual(new Map([[0, 3]]));
  });
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EachBatchPayload, Kafka } from 'kafkajs';
import { GroupConsumer, NotInGroup } from './group-consumer.js';

type Told = (event: object) => void;

/** A client's consumer as it is seen from outside: it tells what the test has it tell. */
class FakeConsumer {
  readonly listeners = new Map<string, Told>();
  readonly committed: object[] = [];
  connected = false;
  eachBatch: (payload: EachBatchPayload) => Promise<void> = async () => undefined;

  on(name: string, listener: Told): void {
    this.listeners.set(name, listener);
  }
  tells(name: string, payload: object = {}): void {
    this.listeners.get(`consumer.${name}`)!({ payload });
  }
  async connect(): Promise<void> {
    this.connected = true;
  }
  async subscribe(): Promise<void> {}
  async run({ eachBatch }: { eachBatch: (payload: EachBatchPayload) => Promise<void> }): Promise<void> {
    this.eachBatch = eachBatch;
  }
  failsWith: Error | undefined;
  async commitOffsets(places: readonly object[]): Promise<void> {
    if (this.failsWith) throw this.failsWith;
    this.committed.push(...places);
  }
  async disconnect(): Promise<void> {
    this.connected = false;
  }
}

const session_ms = 100;
const until = async (met: () => boolean): Promise<void> => {
  for (let tries = 0; !met() && tries < 500; tries += 1) await new Promise(resolve => setTimeout(resolve, 10));
};

describe('a consumer in a group', () => {
  let made: FakeConsumer[];
  let [taken, fetched, crashed]: [(readonly number[])[], string[], string[]] = [[], [], []];
  let closing: AbortController;
  let brokersAnswer: boolean;
  let group: GroupConsumer;
  const join = (consumer: FakeConsumer): void => consumer.tells('group_join', { memberAssignment: { t: [0, 1] } });

  beforeEach(async () => {
    [made, taken, fetched, crashed] = [[], [], [], []];
    closing = new AbortController();
    brokersAnswer = true;
    const consumer = (): FakeConsumer => {
      const one = new FakeConsumer();
      made.push(one);
      return one;
    };
    group = new GroupConsumer(
      {
        kafka: { consumer } as unknown as Kafka,
        admin: {
          fetchTopicMetadata: async () => {
            if (!brokersAnswer) throw new Error('no broker answers');
            return { topics: [] };
          },
        },
        ...{ topic: 't', group: 'g', closing: closing.signal },
        options: { sessionMs: session_ms, observer: { crashed: (_, error) => crashed.push((error as Error).message) } },
      },
      {
        taken: partitions => taken.push(partitions),
        fetched: async payload => void fetched.push((payload as unknown as { from: string }).from),
      },
    );
    await group.start();
    join(made[0]!);
  });
  afterEach(async () => {
    closing.abort();
    await group.close();
  });
  const fetchedBy = (consumer: FakeConsumer, from: string) =>
    consumer.eachBatch({ from } as unknown as EachBatchPayload);

  test('stays the same as long as its heartbeats are answered', async () => {
    for (let beat = 0; beat < 10; beat += 1) {
      made[0]!.tells('heartbeat');
      await new Promise(resolve => setTimeout(resolve, session_ms / 2));
    }
    expect([made.length, crashed]).toEqual([1, []]);
  });

  test('is replaced when none is answered for two sessions, though it goes on fetching and brokers answer others', async () => {
    await fetchedBy(made[0]!, 'the first');
    await until(() => made.length === 2);
    expect(crashed).toEqual(['no heartbeat was answered: the group is joined anew']);
    expect(made.map(({ connected }) => connected)).toEqual([false, true]);
    join(made[1]!);
    await fetchedBy(made[0]!, 'the first, replaced');
    await fetchedBy(made[1]!, 'the second');
    join(made[0]!);
    expect(fetched).toEqual(['the first', 'the second']);
    expect(taken).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  test('is left alone while no broker answers anybody, and some time after', async () => {
    brokersAnswer = false;
    await new Promise(resolve => setTimeout(resolve, 5 * session_ms));
    brokersAnswer = true;
    await new Promise(resolve => setTimeout(resolve, session_ms / 2));
    made[0]!.tells('heartbeat');
    await new Promise(resolve => setTimeout(resolve, session_ms / 2));
    expect([made.length, crashed]).toEqual([1, []]);
  });

  test('commits nothing while it is replaced', async () => {
    await group.commit([{ partition: 0, offset: 5 }]);
    expect(made[0]!.committed).toEqual([{ topic: 't', partition: 0, offset: '5' }]);
    await until(() => crashed.length === 1);
    await expect(group.commit([{ partition: 0, offset: 6 }])).rejects.toThrow(NotInGroup);
  });

  test('is replaced as soon as a commit finds that another broker took the group over', async () => {
    const code = Object.assign(new Error('not the coordinator'), { type: 'NOT_COORDINATOR_FOR_GROUP' });
    made[0]!.failsWith = new Error('retried in vain', { cause: code });
    await expect(group.commit([{ partition: 0, offset: 5 }])).rejects.toThrow('retried in vain');
    await until(() => made.length === 2);
    expect([made.length, crashed]).toEqual([2, ['another broker took the group over: the group is joined anew']]);
  });

  test('stays when a commit fails for another reason', async () => {
    made[0]!.failsWith = Object.assign(new Error('rebalancing'), { type: 'REBALANCE_IN_PROGRESS' });
    await expect(group.commit([{ partition: 0, offset: 5 }])).rejects.toThrow('rebalancing');
    made[0]!.tells('heartbeat');
    await new Promise(resolve => setTimeout(resolve, session_ms / 2));
    expect([made.length, crashed]).toEqual([1, []]);
  });

  test('that broke down is left to the client where that starts it again, and replaced where it does not', async () => {
    made[0]!.tells('crash', { error: new Error('broker away'), restart: true });
    await new Promise(resolve => setTimeout(resolve, 4 * session_ms));
    expect(made).toHaveLength(1);
    made[0]!.tells('crash', { error: new Error('no broker'), restart: false });
    await until(() => made.length === 2);
    expect([made.length, crashed]).toEqual([2, ['broker away', 'no broker']]);
  });
});

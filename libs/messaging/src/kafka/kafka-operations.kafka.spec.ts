import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { pause } from '#eventstore';
import { describeWithBroker } from '../../../../infra/kafka/describe-with-broker.fixture.js';
import { KafkaCluster } from '../../../../infra/kafka/src/index.js';
import { InProcessTransport } from '../in-process-transport.js';
import { Federation, hasty, inbox, openPlain, policy, publication } from '../premiums.fixture.js';
import { Runners } from '../runners.js';
import { said } from '../transport.fixture.js';
import type { Transport, Unreadable } from '../transport.js';
import { toRecord } from './cloud-event.js';
import { clientOf, type KafkaOptions, topicOf } from './kafka-options.js';
import { KafkaTransport } from './kafka-transport.js';
import { NoSuchRecord, placeOf, recordAt, sayAgain } from './records.js';
import { GroupInUse, replayFrom } from './replay.js';
import { BrokersUnreachable, ensureTopics, TopicsNotReady } from './topics.js';

jest.setTimeout(60_000);

describeWithBroker('with a real broker', () => {
  let cluster: KafkaCluster;
  let dataDir: string;
  let options: KafkaOptions;
  let open: { close(): Promise<void> }[];
  const topics = ['contributions'] as const;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'entraide-kafka-'));
    cluster = await KafkaCluster.start({ nodes: 1, dataDir });
  }, 60_000);
  afterAll(async () => {
    await cluster.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    open = [];
    options = {
      brokers: cluster.brokers.split(','),
      namespace: `t-${randomUUID()}`,
      partitions: 1,
      sessionMs: 6_000,
      patience: { attempts: 3, firstPauseMs: 10, longestPauseMs: 200 },
    };
    await ensureTopics(options, topics);
  });
  afterEach(async () => {
    for (const one of open) await one.close();
  });

  const opened = async (): Promise<KafkaTransport> => {
    const transport = await KafkaTransport.open(options, topics);
    open.push(transport);
    return transport;
  };
  const until = async (reached: () => boolean | Promise<boolean>): Promise<void> => {
    const end = performance.now() + 45_000;
    while (!(await reached())) {
      if (performance.now() > end) throw new Error('it did not come about');
      await pause(10);
    }
  };
  const settled = (transport: Transport): Promise<void> => until(() => transport.idle());
  const write = async (record: { key: string | null; value: string; headers?: Record<string, string> }) => {
    const producer = clientOf(options).producer();
    await producer.connect();
    await producer.send({ topic: topicOf(options, 'contributions'), messages: [record] });
    await producer.disconnect();
  };

  describe('topics', () => {
    test('are made once, kept for ever, and not changed afterwards', async () => {
      const topic = topicOf(options, 'contributions');
      expect(await ensureTopics({ ...options, partitions: 3 }, ['contributions', 'membership'])).toEqual([
        { topic, partitions: 1, state: 'other-partitions' },
        { topic: topicOf(options, 'membership'), partitions: 3, state: 'made' },
      ]);
      const admin = clientOf(options).admin();
      await admin.connect();
      const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: 2, name: topic, configNames: ['retention.ms', 'cleanup.policy'] }],
      });
      await admin.disconnect();
      const settings = resources[0]!.configEntries.map(({ configName, configValue }) => [configName, configValue]);
      expect(Object.fromEntries(settings)).toEqual({ 'retention.ms': '-1', 'cleanup.policy': 'delete' });
    });

    test('that are missing, or have other partitions, keep a process from starting, and it says why', async () => {
      await expect(KafkaTransport.open({ ...options, partitions: 12 }, ['contributions', 'benefits'])).rejects.toThrow(
        new TopicsNotReady([
          { topic: topicOf(options, 'contributions'), partitions: 1, state: 'other-partitions' },
          { topic: topicOf(options, 'benefits'), partitions: 0, state: 'missing' },
        ]),
      );
    });

    test('where no broker answers, it says so', () =>
      expect(KafkaTransport.open({ brokers: ['127.0.0.1:1'], connectMs: 100 })).rejects.toThrow(BrokersUnreachable));
  });

  test('what is no message is told of, with its place, and holds up nobody', async () => {
    const transport = await opened();
    const heard: number[] = [];
    const aside: Unreadable[] = [];
    const { headers } = toRecord(said('a', 2));
    await transport.send('contributions', [said('a', 1)]);
    await write({ key: 'a', value: '{"cut', headers });
    await write({ key: null, value: 'hello' });
    await transport.send('contributions', [said('a', 3)]);
    let away = 2;
    await transport.subscribe(
      'contributions',
      'one',
      async batch => void heard.push(...batch.map(({ revision }) => revision)),
      {
        unreadable: async record => {
          if (away-- > 0) throw new Error('no database');
          aside.push(record);
        },
      },
    );
    await settled(transport);
    expect(new Set(heard)).toEqual(new Set([1, 3]));
    const topic = topicOf(options, 'contributions');
    expect(aside.sort((x, y) => x.offset - y.offset)).toEqual([
      {
        topic: 'contributions',
        place: `${topic}/0@1`,
        offset: 1,
        stream: 'a',
        revision: 2,
        problem: 'the value is not JSON',
      },
      expect.objectContaining({ place: `${topic}/0@2`, problem: 'the header ce_specversion is missing' }),
    ]);
  });

  test('one key that waits holds up no other of its partition, however many messages there are', async () => {
    const transport = await opened();
    let free = (): void => undefined;
    const stuck = new Promise<void>(resolve => (free = resolve));
    const late = pause(2_000);
    const heard: number[] = [];
    await transport.subscribe('contributions', 'one', async batch => {
      if (batch[0]!.stream === 'stuck') return stuck;
      // Meanwhile more is fetched than may wait here, so the partition rests for a while.
      await late;
      for (const { revision } of batch) heard.push(revision);
    });
    await transport.send('contributions', [said('stuck', 1)]);
    const many = Array.from({ length: 8_000 }, (_, index) => said(`household-${index % 20}`, index + 1));
    await transport.send('contributions', many);
    await until(() => heard.length === 8_000);
    expect((await transport.lag())[0]!.lag).toBe(8_001);
    free();
    await settled(transport);
    expect(heard).toHaveLength(8_000);
  });

  test('a handler may take longer than the broker waits for a sign of life', async () => {
    const crashes: unknown[] = [];
    options = { ...options, sessionMs: 6_000, observer: { crashed: (_, error) => void crashes.push(error) } };
    const transport = await opened();
    let handled = 0;
    await transport.subscribe('contributions', 'one', async () => {
      await pause(8_000);
      handled += 1;
    });
    await transport.send('contributions', [said('a', 1)]);
    await settled(transport);
    expect([handled, crashes]).toEqual([1, []]);
  });

  test('a record can be looked at where it lies, and said again', async () => {
    await write({ key: 'a', value: '{"cut', headers: { ce_id: 'x' } });
    const place = placeOf(options, `${topicOf(options, 'contributions')}/0@0`)!;
    const record = await recordAt(options, place);
    expect([record.key?.toString(), record.value?.toString(), record.headers]).toEqual(['a', '{"cut', { ce_id: 'x' }]);
    await sayAgain(options, place, record);
    expect((await recordAt(options, { ...place, offset: 1 })).value).toEqual(record.value);
    await expect(recordAt(options, { ...place, offset: 2 })).rejects.toThrow(NoSuchRecord);
    expect(placeOf(options, 'contributions.account-H1')).toBeUndefined();
  });

  test('an inbox hears again from where it is put, but not while somebody listens', async () => {
    const first = await opened();
    const heard: number[] = [];
    const listen = (transport: Transport) =>
      transport.subscribe(
        'contributions',
        'one',
        async batch => void heard.push(...batch.map(({ revision }) => revision)),
      );
    await first.send('contributions', [said('a', 1), said('a', 2)]);
    await listen(first);
    await settled(first);
    const replay = { context: 'contributions', inbox: 'one', from: 'beginning' } as const;
    await expect(replayFrom(options, replay)).rejects.toThrow(GroupInUse);
    await first.close();
    await pause(5);
    const since = Date.now();
    await pause(5);
    const second = await opened();
    await second.send('contributions', [said('a', 3)]);
    expect((await replayFrom(options, { ...replay, from: since })).ahead).toBe(1);
    expect((await replayFrom(options, { ...replay, from: 'end' })).ahead).toBe(0);
    expect((await replayFrom(options, replay)).ahead).toBe(3);
    await listen(second);
    await settled(second);
    expect(heard).toEqual([1, 2, 1, 2, 3]);
  });

  test('the broker is killed while messages are sent: all of them arrive, in order per key', async () => {
    const transport = await opened();
    const heard: number[] = [];
    await transport.subscribe('contributions', 'one', async batch => {
      for (const { revision } of batch) if (!heard.includes(revision)) heard.push(revision);
    });
    const sending = (async () => {
      for (let revision = 1; revision <= 200; revision += 1) {
        await transport.send('contributions', [said('a', revision)]);
        if (revision === 50)
          void cluster
            .node(1)
            .kill()
            .then(() => cluster.node(1).start());
      }
    })();
    await sending;
    await settled(transport);
    expect(heard).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  });

  test('from in-process to Kafka and back, nothing is left out and nothing is done twice', async () => {
    const federation = new Federation();
    const paid: Record<string, number[]> = {};
    const pay = async (household: string, amount: number): Promise<void> => {
      (paid[household] ??= []).push(amount);
      await federation.pay(household, amount);
    };
    const run = async (transport: Transport, from: number): Promise<void> => {
      const { log, models, clock, execute } = federation;
      const parts = { policies: [policy], inboxes: [inbox], publications: [publication] };
      const runners = new Runners({ log, models, clock, execute, transport, open: openPlain }, parts, hasty);
      await runners.start();
      for (let index = from; index < from + 10; index += 1) await pay(`H${index % 3}`, index);
      await runners.settled();
      expect(await federation.noted()).toEqual(paid);
      expect(await federation.noted('Thanked')).toEqual(paid);
      // What is paid last may have to wait for the next start.
      await pay('H0', from + 100);
      await runners.stop();
    };
    await run(new InProcessTransport(hasty), 0);
    await run(await KafkaTransport.open(options, topics), 200);
    await run(await KafkaTransport.open(options, topics), 400);
    await run(new InProcessTransport(hasty), 600);
  });
});

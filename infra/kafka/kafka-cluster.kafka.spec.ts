import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import kafkajs from 'kafkajs';
import { describeWithBroker } from './describe-with-broker.fixture.js';
import { KafkaCluster } from './src/index.js';

const patience_ms = 90_000;
const folder = () => mkdtemp(join(tmpdir(), 'entraide-kafka-'));

const clientOf = (cluster: KafkaCluster, retries = 20) =>
  new kafkajs.Kafka({
    brokers: cluster.brokers.split(','),
    retry: { initialRetryTime: 100, retries },
    logLevel: kafkajs.logLevel.NOTHING,
  });

const createTopic = async (cluster: KafkaCluster, topic: string): Promise<void> => {
  const admin = clientOf(cluster).admin();
  await admin.connect();
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 1, replicationFactor: -1 }] });
  await admin.disconnect();
};

const send = async (cluster: KafkaCluster, topic: string, values: readonly string[], retries = 20): Promise<void> => {
  const producer = clientOf(cluster, retries).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  await producer.send({ topic, acks: -1, messages: values.map(value => ({ value })) });
  await producer.disconnect();
};

const readAll = async (cluster: KafkaCluster, topic: string, count: number): Promise<string[]> => {
  const values: string[] = [];
  const consumer = clientOf(cluster).consumer({ groupId: `reader-of-${topic}`, allowAutoTopicCreation: false });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void values.push(String(message.value)) });
  for (const since = performance.now(); values.length < count && performance.now() - since < 30_000;) await pause(50);
  await consumer.disconnect();
  return values;
};

describeWithBroker('one broker', () => {
  let cluster: KafkaCluster;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await folder();
    cluster = await KafkaCluster.start({ nodes: 1, dataDir });
  }, patience_ms);

  afterAll(async () => {
    await cluster?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, patience_ms);

  test('a topic exists only when somebody created it', async () => {
    await expect(send(cluster, 'nobody-created-it', ['1'], 2)).rejects.toThrow('does not host this topic-partition');
  });

  test('what it acknowledged is there after kill -9 and a new start, at the same address', async () => {
    const before = cluster.brokers;
    await createTopic(cluster, 'killed');
    await send(cluster, 'killed', ['1', '2']);
    await cluster.node(1).kill();
    expect(cluster.node(1).running).toBe(false);
    await cluster.node(1).start();
    await send(cluster, 'killed', ['3']);
    expect(cluster.brokers).toBe(before);
    expect(await readAll(cluster, 'killed', 3)).toEqual(['1', '2', '3']);
  });
});

describeWithBroker('three brokers', () => {
  let cluster: KafkaCluster;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await folder();
    cluster = await KafkaCluster.start({ nodes: 3, dataDir });
  }, patience_ms);

  afterAll(async () => {
    await cluster?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, patience_ms);

  test('go on without any one of them', async () => {
    await createTopic(cluster, 'copied');
    const sent: string[] = [];
    for (const node of [1, 2, 3].map(id => cluster.node(id))) {
      await node.kill();
      sent.push(`without ${node.id}`);
      await send(cluster, 'copied', sent.slice(-1));
      await node.start();
    }
    expect(await readAll(cluster, 'copied', 3)).toEqual(sent);
  });
});

describeWithBroker('a broker whose starter is killed', () => {
  test('ends too, at once', async () => {
    const dataDir = await folder();
    const program = `
      const { KafkaCluster } = await import(${JSON.stringify(new URL('./src/index.ts', import.meta.url).href)});
      const cluster = await KafkaCluster.start({ nodes: 1, dataDir: ${JSON.stringify(dataDir)} });
      console.log(cluster.node(1).pid);
      setInterval(() => {}, 1_000);`;
    const loader = new URL('../../libs/testing/src/load-typescript.mjs', import.meta.url).href;
    const starter = spawn(
      process.execPath,
      ['--conditions=source', '--import', loader, '--input-type=module', '--eval', program],
      { stdio: ['ignore', 'pipe', 'inherit'], cwd: fileURLToPath(new URL('../../', import.meta.url)) },
    );
    const [line] = (await once(createInterface(starter.stdout!), 'line')) as [string];
    const pid = Number(line);
    expect(isAlive(pid)).toBe(true);
    starter.kill('SIGKILL');
    for (let waited_ms = 0; isAlive(pid) && waited_ms < 10_000; waited_ms += 50) await pause(50);
    expect(isAlive(pid)).toBe(false);
    await rm(dataDir, { recursive: true, force: true });
  }, 90_000);
});

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

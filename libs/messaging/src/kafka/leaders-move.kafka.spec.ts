import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWithBroker } from '../../../../infra/kafka/describe-with-broker.fixture.js';
import { KafkaCluster } from '../../../../infra/kafka/src/index.js';
import { said } from '../transport.fixture.js';
import { clientOf, topicOf } from './kafka-options.js';
import { KafkaSender } from './kafka-sender.js';
import { ensureTopics } from './topics.js';

const partitions = 6;
const streams = 24;

describeWithBroker('brokers that are stopped and started in turn while somebody speaks', () => {
  let cluster: KafkaCluster;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'entraide-leaders-'));
    cluster = await KafkaCluster.start({ nodes: 3, dataDir });
  }, 120_000);
  afterAll(async () => {
    await cluster?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);

  test('lose nothing that was said to be written', async () => {
    const options = { brokers: cluster.brokers.split(','), partitions, replicas: 3, minInSyncReplicas: 2 };
    await ensureTopics(options, ['benefits']);
    const [kafka, topic] = [clientOf(options), topicOf({}, 'benefits')];
    const closing = new AbortController();
    const sender = new KafkaSender(kafka, options, closing.signal);
    const acknowledged = new Set<string>();
    let over = false;
    const speaking = (async () => {
      for (let revision = 1; !over; revision += 1) {
        const messages = Array.from({ length: streams }, (_, at) => said(`s${at}`, revision, 'x'.repeat(200)));
        await sender.send(topic, messages);
        for (const { id } of messages) acknowledged.add(id);
      }
    })();
    // Stopped as for an upgrade: leaders move at once, in the middle of what is being said.
    for (const id of [1, 2, 3, 1, 2, 3]) {
      await cluster.node(id).stop();
      await pause(1_000);
      await cluster.node(id).start();
      await pause(1_000);
    }
    over = true;
    await speaking;
    const found = new Set<string>();
    const consumer = kafka.consumer({ groupId: 'reader', allowAutoTopicCreation: false });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void found.add(String(message.headers?.['ce_id'])) });
    const missing = (): readonly string[] => [...acknowledged].filter(id => !found.has(id));
    for (const since = performance.now(); missing().length > 0 && performance.now() - since < 30_000;) await pause(200);
    await consumer.disconnect();
    await sender.close();
    expect(acknowledged.size).toBeGreaterThan(1_000);
    expect(missing()).toEqual([]);
  }, 240_000);
});

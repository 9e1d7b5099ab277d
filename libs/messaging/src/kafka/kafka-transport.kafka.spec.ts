import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, jest } from '@jest/globals';
import { describeWithBroker } from '../../../../infra/kafka/describe-with-broker.fixture.js';
import { KafkaCluster } from '../../../../infra/kafka/src/index.js';
import { describeTransport } from '../transport.contract.js';
import { KafkaTransport } from './kafka-transport.js';
import { ensureTopics } from './topics.js';

jest.setTimeout(60_000);

describeWithBroker('over a real broker', () => {
  let cluster: KafkaCluster;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'entraide-kafka-'));
    cluster = await KafkaCluster.start({ nodes: 1, dataDir });
  }, 60_000);
  afterAll(async () => {
    await cluster.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  describeTransport('Kafka', {
    remembers: true,
    patience_ms: 30_000,
    make: async patience => {
      const options = {
        brokers: cluster.brokers.split(','),
        namespace: `t-${randomUUID()}`,
        partitions: 3,
        sessionMs: 6_000,
        patience,
      };
      const topics = ['contributions', 'membership'] as const;
      await ensureTopics(options, topics);
      return { open: () => KafkaTransport.open(options, topics) };
    },
  });
});

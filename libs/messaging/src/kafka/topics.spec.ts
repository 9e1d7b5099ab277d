import { expect, test } from '@jest/globals';
import type { Admin } from 'kafkajs';
import { checkTopics, TopicsNotReady } from './topics.js';

const admin = (settings: Record<string, string> | Error): Admin =>
  ({
    listTopics: async () => ['entraide.benefits.v1'],
    fetchTopicMetadata: async () => ({ topics: [{ name: 'entraide.benefits.v1', partitions: [{}, {}] }] }),
    describeConfigs: async () => {
      if (settings instanceof Error) throw settings;
      const configEntries = Object.entries(settings).map(([configName, configValue]) => ({ configName, configValue }));
      return { resources: [{ resourceName: 'entraide.benefits.v1', configEntries }] };
    },
  }) as unknown as Admin;
const kept = { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' };
const check = (settings: Record<string, string> | Error, observer = {}): Promise<void> =>
  checkTopics(admin(settings), { brokers: [], partitions: 2, observer }, ['benefits']);

test('a topic that keeps everything is as it should be', () => expect(check(kept)).resolves.toBeUndefined());

test.each([
  ['retention.ms', '604800000'],
  ['retention.bytes', '1073741824'],
  ['cleanup.policy', 'compact'],
  ['cleanup.policy', 'compact,delete'],
])('nobody speaks on a topic that forgets: %s=%s', async (name, value) => {
  const checking = check({ ...kept, [name]: value });
  await expect(checking).rejects.toThrow(TopicsNotReady);
  await expect(checking).rejects.toThrow(`entraide.benefits.v1 forgets what was said (${name}=${value})`);
});

test('where settings may not be read, it is said so, and the topic is taken as it is', async () => {
  const told: string[] = [];
  await check(new Error('not authorised'), { trying: (what: string) => told.push(what) });
  expect(told).toEqual(['to read how long topics are kept']);
});

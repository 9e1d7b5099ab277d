import { expect, test } from '@jest/globals';
import { anyInbox, InProcessTransport } from '#messaging';
import { Configuration, ConfigurationInvalid } from '../configuration.js';
import type { ContextParts } from '../context-parts.js';
import { makeLog } from '../logging/log.js';
import { contextOfModule, ToyModule } from '../testing/toy.js';
import { kafkaOptions, openTransport } from './transport.js';

const configuration = new Configuration({ OIDC_ISSUER: 'https://id.example', OIDC_AUDIENCE: 'entraide' });
const log = makeLog('silent');
const benefits: ContextParts = {
  ...contextOfModule(ToyModule),
  shard: 'benefits',
  inboxes: [anyInbox({ name: 'benefits.from_membership.v1', shard: 'benefits', topic: 'membership', on: {} })],
};
const membership: ContextParts = { ...contextOfModule(ToyModule), shard: 'membership' };

test('contexts that share a process speak within it', async () =>
  expect(await openTransport(configuration, [membership, benefits], log)).toBeInstanceOf(InProcessTransport));

test.each([
  ['one that listens to others', [benefits]],
  ['one that only speaks', [membership]],
])('%s, alone: what is said would reach nobody', async (_, contexts) =>
  expect(openTransport(configuration, contexts, log)).rejects.toThrow(ConfigurationInvalid),
);

test('TLS without an authority of its own believes those the machine knows', () => {
  const settings = { brokers: ['a:9092'], namespace: 'entraide', partitions: 12 };
  expect(kafkaOptions({ ...settings, ssl: {} }, 'entraide-benefits')).toMatchObject({
    ssl: true,
    clientId: 'entraide-benefits',
  });
  expect(kafkaOptions({ ...settings, ssl: { ca: 'PEM' } })).toMatchObject({ ssl: { ca: 'PEM' }, clientId: 'entraide' });
  expect(kafkaOptions(settings)).not.toHaveProperty('ssl');
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import { MemoryReadModels, type SubscriptionStatus } from '#eventstore';
import { ask, InProcessTransport, type TopicLag } from '#messaging';
import { observeMessaging, transportHealth } from './messaging.js';
import { Metrics } from './metrics.js';

/** A transport that can tell how far its groups are, as one over brokers. */
class Telling extends InProcessTransport {
  constructor(override readonly lag: () => Promise<readonly TopicLag[]>) {
    super();
  }
}
const behind = (lag: number): TopicLag => ({ topic: 'entraide.membership.v1', group: 'entraide.benefits.one', lag });

describe('readiness', () => {
  test('says how far the slowest group is behind', async () => {
    const transport = new Telling(async () => [behind(3), behind(12)]);
    expect(await transportHealth(transport).check()).toEqual({ up: true, lag_events: 12 });
  });

  test('a broker that is away, or does not answer, is said, and makes no service unready', async () => {
    const note = 'no broker answers: messages wait in the log';
    const away = new Telling(() => Promise.reject(new Error('away')));
    const silent = new Telling(() => new Promise(() => undefined));
    expect(await transportHealth(away).check()).toEqual({ up: true, note });
    expect(await transportHealth(silent).check()).toEqual({ up: true, note });
  });

  test('in process there is nothing to say', async () =>
    expect(await transportHealth(new InProcessTransport()).check()).toEqual({ up: true }));
});

describe('figures', () => {
  let metrics: Metrics;
  let models: MemoryReadModels;
  let answer: () => Promise<readonly TopicLag[]>;
  let status: () => Promise<readonly SubscriptionStatus[]>;
  const linesOf = async (name: string): Promise<string[]> =>
    (await metrics.registry.getSingleMetricAsString(name)).split('\n').filter(line => !line.startsWith('#'));

  beforeEach(() => {
    metrics = new Metrics();
    models = new MemoryReadModels();
    answer = async () => [behind(7)];
    const relay = { name: 'membership.relay.kafka', shard: 'membership', state: 'idle', parked: 0 } as const;
    status = async () => [{ ...relay, position: 5, head: 9, lag: 4 }];
    observeMessaging({
      metrics,
      models,
      runners: {
        status: () => status(),
        said: async () => [
          { topic: 'membership', sent: [] },
          {
            topic: 'benefits',
            sent: [{ contract: 'benefits.claim-decided.v1', status: 'approved', count: 3 }],
            since: new Date(Date.now() - 90_000).toISOString(),
          },
        ],
      },
      transport: new Telling(() => answer()),
      shards: ['membership', 'benefits'],
    });
  });

  test('how far relays and projections are behind their log', async () =>
    expect(await linesOf('entraide_subscription_lag_events')).toEqual([
      'entraide_subscription_lag_events{subscription="membership.relay.kafka"} 4',
    ]));

  test.each([
    ['is away', () => Promise.reject(new Error('away'))],
    ['does not answer', () => new Promise<never>(() => undefined)],
  ])('no old figure while the log %s, and the others are told', async (_, now) => {
    await linesOf('entraide_subscription_lag_events');
    status = now;
    expect(await linesOf('entraide_subscription_lag_events')).toEqual([]);
    expect(await linesOf('entraide_consumer_lag_messages')).toHaveLength(1);
  });

  test('how far groups are behind their topic; nothing while nobody knows', async () => {
    const name = 'entraide_consumer_lag_messages';
    expect(await linesOf(name)).toEqual([`${name}{topic="entraide.membership.v1",group="entraide.benefits.one"} 7`]);
    answer = () => Promise.reject(new Error('away'));
    expect(await linesOf(name)).toEqual([]);
  });

  test('what was said, by contract and outcome; read twice, it is the same', async () => {
    const line =
      'entraide_messages_sent_total{topic="benefits",contract="benefits.claim-decided.v1",status="approved"} 3';
    expect(await linesOf('entraide_messages_sent_total')).toEqual([line]);
    expect(await linesOf('entraide_messages_sent_total')).toEqual([line]);
  });

  test('how long the oldest has waited to be said', async () => {
    const [none, oldest] = await linesOf('entraide_oldest_unsent_seconds');
    expect(none).toBe('entraide_oldest_unsent_seconds{topic="membership"} 0');
    expect(Number(oldest!.split(' ')[1])).toBeGreaterThanOrEqual(90);
    expect(Number(oldest!.split(' ')[1])).toBeLessThan(120);
  });

  test('what is set aside, by subscription, and not what was asked for', async () => {
    const parked = { position: 1, error: 'cut', attempts: 3 };
    await models.park('benefits', { ...parked, name: 'benefits.one', stream: 'a' });
    await models.park('benefits', { ...parked, name: 'benefits.one', stream: 'b' });
    await ask(models, 'membership', { name: 'membership.resend', stream: 'a', from: 1 });
    expect(await linesOf('entraide_parked_streams')).toEqual([
      'entraide_parked_streams{subscription="benefits.one"} 2',
    ]);
    await models.unpark('benefits', 'benefits.one', 'a');
    await models.unpark('benefits', 'benefits.one', 'b');
    expect(await linesOf('entraide_parked_streams')).toEqual([]);
  });
});

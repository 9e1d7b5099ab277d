import { Counter, Gauge } from 'prom-client';
import type { ReadModels, Shard, SubscriptionStatus } from '#eventstore';
import { isAsked, type Said, type Transport } from '#messaging';
import type { HealthSource } from './health.js';
import type { Metrics } from './metrics.js';

/** Below what a readiness check waits. @unit milliseconds */
const patience_ms = 1_000;

/**
 * How messages get through. Brokers that are away don't make a service unready: it goes on answering from its own log,
 * and what it has to say waits there.
 */
export const transportHealth = (transport: Transport): HealthSource => ({
  name: 'transport',
  check: async () => {
    const lags = await lagsOf(transport);
    if (lags === undefined) return { up: true, note: 'no broker answers: messages wait in the log' };
    return { up: true, ...(lags.length > 0 ? { lag_events: Math.max(...lags.map(({ lag }) => lag)) } : {}) };
  },
});

const lagsOf = async (transport: Transport) => {
  if (!transport.lag) return [];
  return inTime(transport.lag());
};

/** Undefined when it fails, or takes too long: logs and brokers may be away, and figures are read all the same. */
const inTime = <Known>(asked: Promise<Known>): Promise<Known | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>(resolve => (timer = setTimeout(() => resolve(undefined), patience_ms)));
  const known = asked.catch(() => undefined);
  return Promise.race([known, late]).finally(() => clearTimeout(timer));
};

/** What is asked of the runners when figures are read. */
export interface ObservedRunners {
  status(): Promise<readonly SubscriptionStatus[]>;
  said(): Promise<readonly Said[]>;
}

export interface ObservedMessaging {
  readonly metrics: Metrics;
  readonly runners: ObservedRunners;
  readonly transport: Transport;
  readonly models: ReadModels;
  readonly shards: readonly Shard[];
}

/** Figures of everything that follows the logs and the topics. Labels name subscriptions, topics and groups: never an id. */
export const observeMessaging = ({ metrics, runners, transport, models, shards }: ObservedMessaging): void => {
  const registers = [metrics.registry];
  new Gauge({
    name: 'entraide_subscription_lag_events',
    help: 'Events of its own log that a projection, policy or relay has not handled yet.',
    labelNames: ['subscription'],
    registers,
    async collect() {
      const all = await inTime(runners.status());
      // An old figure would hide that the log is away.
      if (all === undefined) return this.reset();
      for (const { name, lag } of all) this.set({ subscription: name }, lag);
    },
  });
  new Gauge({
    name: 'entraide_consumer_lag_messages',
    help: 'Messages on a topic that a consumer group has not handled yet.',
    labelNames: ['topic', 'group'],
    registers,
    async collect() {
      const lags = await lagsOf(transport);
      if (lags === undefined) return this.reset();
      for (const { topic, group, lag } of lags) this.set({ topic, group }, lag);
    },
  });
  new Counter({
    name: 'entraide_messages_sent_total',
    help: 'Messages said to others since the start, by contract and outcome: claims decided, for one. Said again counts again.',
    labelNames: ['topic', 'contract', 'status'],
    registers,
    async collect() {
      this.reset();
      for (const { topic, sent } of await runners.said().catch(() => []))
        for (const { contract, status, count } of sent) this.inc({ topic, contract, status }, count);
    },
  });
  new Gauge({
    name: 'entraide_oldest_unsent_seconds',
    help: 'Age of the oldest event whose messages were not sent yet; 0 when there is none.',
    labelNames: ['topic'],
    registers,
    async collect() {
      this.reset();
      for (const { topic, since } of await runners.said().catch(() => []))
        this.set({ topic }, since === undefined ? 0 : Math.max(0, (Date.now() - Date.parse(since)) / 1_000));
    },
  });
  new Gauge({
    name: 'entraide_parked_streams',
    help: 'Streams and records set aside because they could not be handled.',
    labelNames: ['subscription'],
    registers,
    async collect() {
      const parked = await Promise.all(shards.map(shard => models.parked(shard))).catch(() => undefined);
      this.reset();
      for (const one of parked?.flat() ?? []) if (!isAsked(one)) this.inc({ subscription: one.name });
    },
  });
};

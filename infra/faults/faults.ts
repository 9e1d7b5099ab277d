import { setTimeout as pause } from 'node:timers/promises';
import type { Shard } from '#eventstore';
import { speakingContexts, topicOf } from '#messaging';
import { killPostgres } from '../crash/kills.js';
import type { Providers } from '../crash/providers.js';
import { Chance } from '../demo/src/chance.js';
import { type GatewayContext, gatewayContexts } from '../gateway/routes.js';
import { soMany, reordered } from './copies.js';
import type { FaultName } from './fault-options.js';
import type { TestedFederation } from './federation.js';
import type { Journey } from './journey.js';
import type { Office } from './office.js';
import { healed, poison } from './poison.js';

/** Services that hear of each other; audit reads logs. */
type Listening = Exclude<GatewayContext, 'audit'>;
const listening = gatewayContexts.filter((context): context is Listening => context !== 'audit');

/** Where faults happen. */
export interface Ground {
  readonly federation: TestedFederation;
  readonly office: Office;
  readonly journey: Journey;
  readonly providers: Providers;
  readonly seed: number;
}

/** What is left to be put right once it was seen that work goes on. */
type After = () => Promise<void>;
/** Recovery counts from when it resolves. @param times 0 for the first repetition */
type Fault = (ground: Ground, times: number) => Promise<After | void>;

/** Brokers are away for so long. */
const away_ms = 5_000;
/** A consumer's session lasts ten seconds. */
const pastItsSession_ms = 13_000;
/** Two processes of one service are there for so long. */
const sideBySide_ms = 3_000;
/** A service that wakes up answers what has waited for it within so long. */
const wakingUp_ms = 30_000;
/** The lag at which alerts.yml wakes somebody. @unit messages */
const alarmingLag = 1_001;
/** Records that come again, from the topic's end and from its beginning. */
const again = 300;

const kill =
  (context: GatewayContext): Fault =>
  async ({ federation }) =>
    federation.services[context].kill();

export const faults: Readonly<Record<FaultName, Fault>> = {
  'kill-membership': kill('membership'),
  'kill-contributions': kill('contributions'),
  'kill-benefits': kill('benefits'),
  'kill-subsidies': kill('subsidies'),
  'kill-webhooks': kill('webhooks'),

  /** What was recorded before and meanwhile is signed by the next process, on the tree that the last one left. */
  'kill-audit': async ({ federation, journey }) => {
    const recorded = await federation.stores.log.head('benefits');
    federation.services.audit.kill();
    return () => journey.until('claims are sealed', async () => (await federation.sealed('benefits')) >= recorded);
  },

  /** Claims are decided meanwhile: what follows from them waits in the logs. */
  'brokers-away': async ({ federation: { cluster }, providers }) => {
    await cluster.stop();
    await Promise.all([pause(away_ms), providers.untilAcknowledged(away_ms)]);
    await cluster.startAll();
  },

  'broker-lost': async ({ federation: { cluster, topics }, journey }, times) => {
    const broker = cluster.node(1 + (times % 3));
    await broker.kill();
    return async () => {
      await broker.start();
      await journey.until('every copy is up to date', () => topics.whole());
    };
  },

  /** By turns told to stop at once, and killed. */
  'postgres-restart': ({ federation }, times) =>
    killPostgres(federation.dataDir, false, times % 2 === 0 ? 'SIGKILL' : 'SIGQUIT'),

  'connections-cut': async ({ federation }) => {
    if ((await federation.cutConnections()) === 0) throw new Error('no connection was cut');
  },

  /**
   * Each service in turn, until its group takes it for gone and more waits than wakes somebody; when it wakes up, it says
   * so to whoever scrapes it.
   */
  'consumer-paused': async ({ federation, journey }, times) => {
    const context = listening[times % listening.length]!;
    const service = federation.services[context];
    const topic = heardBy[context];
    const resumed = pause(pastItsSession_ms);
    service.hold();
    try {
      const records = await federation.topics.records(topic);
      await federation.topics.write(topic, soMany(alarmingLag, records));
      await resumed;
      if (!(await federation.topics.isDeserted(context, topic))) throw new Error(`${context} was not missed`);
      // Asked while it sleeps: it answers as it wakes up, before it has handled what waits.
      const alarmed = journey.until(`${context} says how much waits for it`, async () => {
        return (await service.waitingOf(topicOf({}, topic))) >= alarmingLag;
      });
      service.release();
      await alarmed;
    } finally {
      service.release();
    }
  },

  /**
   * A service that does not answer is taken for dead, and another process is started in its place. It was not: it wakes
   * up, goes on with what it had in hand, and takes claims as if nothing had been. Then order is restored.
   */
  'service-replaced': async ({ federation, providers }, times) => {
    const context = listening[times % listening.length]!;
    const service = federation.services[context];
    service.hold();
    try {
      await pause(pastItsSession_ms);
      const standIn = await federation.standIn(context);
      service.release();
      await providers.untilAcknowledged(wakingUp_ms);
      await pause(sideBySide_ms);
      await standIn.stop();
      service.kill();
    } finally {
      service.release();
    }
  },

  duplicates: async ({ federation: { topics }, seed }, times) => {
    for (const topic of speakingContexts) {
      const records = await topics.records(topic);
      const chance = new Chance(seed, 'duplicates', topic, times);
      await topics.write(topic, [...reordered(records.slice(-again), chance), ...records.slice(0, again)]);
    }
  },

  poison: async ground => {
    const poisoned = await poison(ground);
    return () => healed(ground, poisoned);
  },
};

/** One of the topics that a context listens to. */
const heardBy: Readonly<Record<Listening, Shard>> = {
  membership: 'contributions',
  contributions: 'membership',
  benefits: 'membership',
  subsidies: 'contributions',
  webhooks: 'benefits',
};

import type { Logger } from 'pino';
import type { Shard } from '#eventstore';
import {
  InProcessTransport,
  KafkaTransport,
  type KafkaOptions,
  type Transport,
  type TransportObserver,
} from '#messaging';
import { type Configuration, ConfigurationInvalid, type KafkaSettings } from '../configuration.js';
import type { ContextParts } from '../context-parts.js';

/** Contexts these ones speak to or listen to. */
const partnersOf = (contexts: readonly ContextParts[]): readonly Shard[] => [
  ...new Set(contexts.flatMap(({ inboxes }) => inboxes.map(({ topic }) => topic))),
];

/**
 * What carries messages between these contexts and the others, as the configuration asks.
 * @throws ConfigurationInvalid when they would be left alone: what they have to say would be lost.
 * @throws BrokersUnreachable TopicsNotReady
 */
export const openTransport = async (
  { kafka }: Configuration,
  contexts: readonly ContextParts[],
  log: Logger,
): Promise<Transport> => {
  const here = contexts.map(({ shard }) => shard);
  if (kafka) return KafkaTransport.open(kafkaOptions(kafka, ['entraide', ...here].join('-'), observing(log)));
  const elsewhere = partnersOf(contexts).filter(shard => !here.includes(shard));
  if (elsewhere.length > 0 || here.length === 1)
    throw new ConfigurationInvalid([
      `TRANSPORT=in-process reaches nobody outside of this process, which runs ${here.join(', ')} alone: ` +
        'set TRANSPORT=kafka and KAFKA_BROKERS',
    ]);
  return new InProcessTransport();
};

/** The settings as the transport takes them. `clientId`: how the brokers' own logs and quotas call us. */
export const kafkaOptions = (
  { ssl, ...settings }: KafkaSettings,
  clientId = 'entraide',
  observer?: TransportObserver,
): KafkaOptions => ({
  ...settings,
  clientId,
  ...(ssl ? { ssl: Object.keys(ssl).length > 0 ? ssl : true } : {}),
  ...(observer ? { observer } : {}),
});

/** Names and offsets, never what a message holds. */
const observing = (log: Logger): TransportObserver => ({
  trying: (what, error, pause_ms) => log.warn({ what, pause_ms, err: error }, 'kafka: trying again'),
  unreadable: (group, { place, problem }) =>
    log.error({ group, place, problem }, 'kafka: a record nobody can read was set aside'),
  crashed: (group, error) => log.error({ group, err: error }, 'kafka: a consumer starts again'),
});

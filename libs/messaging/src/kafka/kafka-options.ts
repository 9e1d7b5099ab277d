import type { ConnectionOptions } from 'node:tls';
import kafkajs, { type Kafka, type SASLOptions } from 'kafkajs';
import type { Patience, Shard } from '#eventstore';
import type { Unreadable } from '../transport.js';
import { mendRequestQueue } from './mend-request-queue.js';

/** What the transport has to say, for logs. Every call is optional and must not throw. */
export interface TransportObserver {
  /** Something is away or in the way; it is tried again after the pause. */
  trying?(what: string, error: unknown, pauseMs: number): void;
  /** A record was no message of ours. */
  unreadable?(group: string, record: Unreadable): void;
  /** A consumer broke down and starts again. */
  crashed?(group: string, error: unknown): void;
}

export interface KafkaOptions {
  /** `host:port` of some brokers; they name the others. */
  readonly brokers: readonly string[];
  /** How the brokers' own logs and quotas call us; `entraide` unless said. */
  readonly clientId?: string;
  /** What topics and groups begin with; `entraide` unless said. */
  readonly namespace?: string;
  /** Partitions a topic must have; 12 unless said. */
  readonly partitions?: number;
  /** `true` believes the machine's authorities; otherwise PEM texts. */
  readonly ssl?: boolean | Pick<ConnectionOptions, 'ca' | 'cert' | 'key'>;
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
  readonly observer?: TransportObserver;
  /** Keys handled at the same time in each group; 16 unless said. */
  readonly parallel?: number;
  /** Messages of a key handed over at once; 100 unless said. */
  readonly batch?: number;
  readonly patience?: Patience;
  /** How long the brokers may be away when a process starts; 30 s unless said. */
  readonly connectMs?: number;
  /** After so long without a sign of life another process takes over; 10 s unless said. The broker allows 6 s at least. */
  readonly sessionMs?: number;
}

export const usualPartitions = 12;

const prefixOf = ({ namespace = 'entraide' }: Pick<KafkaOptions, 'namespace'>): string => `${namespace}.`;

/** `entraide.membership.v1`: a topic with other partitions, or other keys, would be another version. */
export const topicOf = (options: Pick<KafkaOptions, 'namespace'>, context: Shard): string =>
  `${prefixOf(options)}${context}.v1`;

/** `entraide.benefits.from_membership.v1`. It bears the inbox's name, never the application's, so a context can move. */
export const groupOf = (options: Pick<KafkaOptions, 'namespace'>, inbox: string): string =>
  `${prefixOf(options)}${inbox}`;

/** Tries of one request while brokers are away, at most a second apart: some seconds. */
const usualRetries = 7;
/**
 * Of a consumer: a minute or so. One that gives up sooner joins its group anew, and then waits for the broker to take
 * its former self for dead.
 */
export const consumerRetries = 60;

export const clientOf = (
  { brokers, clientId = 'entraide', ssl, sasl }: KafkaOptions,
  retries: number = usualRetries,
): Kafka => {
  mendRequestQueue();
  return new kafkajs.Kafka({
    clientId,
    brokers: [...brokers],
    ssl,
    sasl: sasl as SASLOptions | undefined,
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries },
    // What matters is told through the observer; the client's own log names hosts and repeats itself.
    logLevel: kafkajs.logLevel.NOTHING,
  });
};

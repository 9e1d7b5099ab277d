import type { Shard } from '#eventstore';
import type { Message } from './message.js';

/** Handles a batch of one key, in order. When it rejects, the same batch comes again. */
export type Deliver = (messages: readonly Message[]) => Promise<void>;

/** Carries contracts between contexts: at least once, in order per key. In process or over Kafka. */
export abstract class Transport {
  /** Resolves when the messages are safe: the relay then moves its checkpoint. */
  abstract send(topic: Shard, messages: readonly Message[]): Promise<void>;
  /** `group` has its own place in the topic; each message reaches each group at least once. */
  abstract subscribe(topic: Shard, group: string, deliver: Deliver): Promise<void>;
  /** Whether everything sent was handled by every group. */
  abstract idle(): Promise<boolean>;
  abstract close(): Promise<void>;
}

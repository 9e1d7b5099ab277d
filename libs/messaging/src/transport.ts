import type { Shard } from '#eventstore';
import type { Message } from './message.js';

/** Handles a batch of one key, in order. When it rejects, the same batch comes again. */
export type Deliver = (messages: readonly Message[]) => Promise<void>;

/** Something on a topic that is no message of ours, or not one this version can read. Its content is never quoted. */
export interface Unreadable {
  readonly topic: Shard;
  /** Where it lies, as the broker names it: `entraide.membership.v1/3@812`. */
  readonly place: string;
  /** Position within its partition. */
  readonly offset: number;
  /** Its stream and the version that stream had, when these at least can be read. */
  readonly stream?: string;
  readonly revision?: number;
  /** What is wrong with it. */
  readonly problem: string;
}

/** What a listener may want to know besides messages. */
export interface Listening {
  /** Called before the first message, and whenever somebody else of the group may have listened meanwhile. */
  taken?(): Promise<void>;
  /** Sets something aside. When it rejects, it comes again; the rest of its key waits for it. */
  unreadable?(record: Unreadable): Promise<void>;
}

/** How far a group is behind on a topic. */
export interface TopicLag {
  readonly topic: string;
  readonly group: string;
  /** @unit messages */
  readonly lag: number;
}

/** These messages can never be sent, however often it is tried. */
export class MessageRefused extends Error {
  constructor(
    readonly stream: string,
    why: string,
  ) {
    super(`a message of ${stream} cannot be sent: ${why}`);
  }
}

/** Carries contracts between contexts: at least once, in order per key. In process or over Kafka. */
export abstract class Transport {
  /**
   * Part of the name of a relay's checkpoint. What was said over one medium was not heard on another: whoever changes
   * from one to the other says everything again, and those who had heard it do nothing twice.
   */
  abstract readonly medium: string | undefined;
  /** Resolves when the messages are safe: the relay then moves its checkpoint. @throws MessageRefused TransportClosed */
  abstract send(topic: Shard, messages: readonly Message[]): Promise<void>;
  /** `group` has its own place in the topic; each message reaches each group at least once. */
  abstract subscribe(topic: Shard, group: string, deliver: Deliver, listening?: Listening): Promise<void>;
  /** Whether everything sent was handled by every group of this process. */
  abstract idle(): Promise<boolean>;
  /** Whether nothing was ever said on a topic, where the medium can tell and keeps what was said. */
  blank?(topic: Shard): Promise<boolean>;
  /** Of the groups of this process, where the medium can tell. */
  lag?(): Promise<readonly TopicLag[]>;
  abstract close(): Promise<void>;
}

/** The transport was closed before what was asked of it came about. */
export class TransportClosed extends Error {}

import type { Position } from '../event-log.js';
import type { ParkedStream } from '../read-models.js';

/** What runners have to say, for logs and counters. Every call is optional and must not throw. */
export interface RunnerObserver {
  /** Something is away or in the way; it is tried again after the pause. */
  retrying?(name: string, error: unknown, pauseMs: number): void;
  /** A stream was set aside; the rest goes on. */
  parked?(stream: ParkedStream): void;
  /** Another process took the checkpoint over; this subscription has stopped. */
  lost?(name: string): void;
  /** A decider refused what a reaction asked for: an answer, not a failure. */
  refused?(name: string, reason: string, stream: string): void;
  /** The topic of a relay was found empty, though it had spoken: all is said again. */
  saysAgain?(name: string): void;
  handled?(name: string, events: number, position: Position): void;
}

export const silent: RunnerObserver = {};

/** Health of one subscription. */
export interface SubscriptionStatus {
  readonly name: string;
  readonly shard: string;
  readonly state: 'idle' | 'running' | 'failing' | 'lost' | 'stopped';
  readonly position: Position;
  readonly head: Position;
  /** Positions between the two; exact where the log is dense. */
  readonly lag: number;
  /** Streams set aside. */
  readonly parked: number;
  /** Of the last failure, while it lasts. */
  readonly error?: string;
}

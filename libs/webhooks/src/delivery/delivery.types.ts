import type { Day, Instant } from '#kernel';

/** What a receiver is told: a contract's data, which names no act, no reason and no diagnosis. */
export interface Notice {
  /** The message's id, the same at every attempt: the receiver's key for doing nothing twice. */
  readonly message: string;
  /** Version of the stream it speaks of: what comes later about the same thing has a higher one. */
  readonly revision: number;
  /** `benefits.claim-decided.v1` */
  readonly contract: string;
  readonly effectiveAt: Day;
  readonly data: unknown;
}

/** What came of one attempt. */
export interface AttemptOutcome {
  readonly result: 'delivered' | 'failed' | 'gone';
  /** HTTP status, when there was an answer. */
  readonly status: number | null;
  readonly fault: 'status' | 'redirected' | 'timeout' | 'address' | 'connection' | null;
  /** How long the receiver asked us to wait. @unit seconds */
  readonly retryAfter_s: number | null;
}

/** What waits, and when it is next tried. */
export interface Waiting extends Notice {
  /** Attempts made so far. */
  readonly attempts: number;
  readonly due: Instant;
}

/** When a receiver is tried again: the same for challenges. */
export { nextAttempt } from './retry-plan.js';

import type { Day, Instant } from '#kernel';
import type { AttemptOutcome, Notice } from './delivery.types.js';

interface About {
  readonly endpoint: string;
  /** What must be told in order: a claim, a remittance. */
  readonly about: string;
  readonly on: Day;
  readonly at: Instant;
}

export interface QueueNotice extends About {
  readonly type: 'QueueNotice';
  readonly scheme: string;
  readonly notice: Notice;
}

export interface NoteAttempt extends About {
  readonly type: 'NoteAttempt';
  readonly message: string;
  readonly outcome: AttemptOutcome;
  /** From 0 to 1000, drawn by whoever made the attempt: not everybody comes back at the same moment. */
  readonly jitter: number;
}

/** Somebody wants it told again, delivered or given up. */
export interface Redeliver extends About {
  readonly type: 'Redeliver';
  readonly message: string;
}

export type DeliveryCommand = QueueNotice | NoteAttempt | Redeliver;

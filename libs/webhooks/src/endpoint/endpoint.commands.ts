import type { Day, Instant } from '#kernel';
import type { AttemptOutcome } from '../delivery/delivery.types.js';

interface About {
  readonly endpoint: string;
  /** The recorded day, in the scheme's calendar. */
  readonly on: Day;
  /** The recorded instant. */
  readonly at: Instant;
}

/** A provider or a partner wants to be told what happens to its own claims. */
export interface Subscribe extends About {
  readonly type: 'Subscribe';
  readonly scheme: string;
  readonly provider: string;
  readonly url: string;
  /** Contracts it wants to hear of: `benefits.claim-decided.v1`. */
  readonly contracts: readonly string[];
  /** `whsec_…`, drawn by whoever asks: a decider draws nothing. */
  readonly secret: string;
}

export interface ChangeContracts extends About {
  readonly type: 'ChangeContracts';
  readonly contracts: readonly string[];
}

export interface RotateSecret extends About {
  readonly type: 'RotateSecret';
  readonly secret: string;
}

/** A delivery could not be made, after whatever attempt. */
export interface NoteFailure extends About {
  readonly type: 'NoteFailure';
  /** The receiver said that it is gone for good (410). */
  readonly gone: boolean;
}

export interface NoteSuccess extends About {
  readonly type: 'NoteSuccess';
}

/** Whoever looks after a receiver wants nothing for a while: what happens meanwhile waits. */
export interface Pause extends About {
  readonly type: 'Pause';
}

/** Whoever looks after a receiver says that it works again. */
export interface Resume extends About {
  readonly type: 'Resume';
}

export interface Close extends About {
  readonly type: 'Close';
}

/** Whoever looks after a receiver that is not confirmed says that it can answer now. */
export interface AskChallenge extends About {
  readonly type: 'AskChallenge';
}

/** What came of a challenge. */
export interface NoteChallenge extends About {
  readonly type: 'NoteChallenge';
  readonly outcome: AttemptOutcome;
  /** Whether what it answered is what somebody answers who has the key. */
  readonly answered: boolean;
  /** From 0 to 1000, drawn by whoever notes it. */
  readonly jitter: number;
}

export type EndpointCommand =
  | Subscribe
  | ChangeContracts
  | RotateSecret
  | NoteFailure
  | NoteSuccess
  | Pause
  | Resume
  | Close
  | AskChallenge
  | NoteChallenge;

import type { Instant } from '#kernel';
import type { AttemptOutcome } from '../delivery/delivery.types.js';

/** `answer`: there was one, with 2xx, and nobody who has the key would give it. */
export type ChallengeFault = Exclude<AttemptOutcome['fault'], null> | 'answer';

/** What an endpoint still has to answer before anything is told to it. */
export interface Challenge {
  /** Made since it was last asked for. */
  readonly attempts: number;
  /** When it is next made; null when nobody makes it before somebody asks. */
  readonly due: Instant | null;
  /** How the last attempt went; null before there is one. */
  readonly fault: ChallengeFault | null;
}

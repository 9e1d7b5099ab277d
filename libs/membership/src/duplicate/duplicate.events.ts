import type { Day, DomainEvent } from '#kernel';
import type { Ground, KnownSide, Verdict } from './duplicate.types.js';
import type { Likeness } from './resemblance.rule.js';

interface OfPair {
  readonly first: KnownSide;
  readonly second: KnownSide;
}

/**
 * Somebody put forward that two registered persons are one. Why is said by codes: no name, no day of birth.
 * @unit `score`: points of 100
 */
export type DuplicateProposed = DomainEvent<
  'membership.DuplicateProposed',
  1,
  OfPair & { score: number; because: readonly Likeness[]; proposedBy: string; proposedOn: Day }
>;

/** Another person than who put it forward decided. `previous`: what held until then; null the first time. */
export type DuplicateDecided = DomainEvent<
  'membership.DuplicateDecided',
  1,
  OfPair & {
    verdict: Verdict;
    previous: Verdict | null;
    because: Ground;
    reference: string;
    decidedBy: string;
    decidedOn: Day;
  }
>;

export type DuplicateEvent = DuplicateProposed | DuplicateDecided;

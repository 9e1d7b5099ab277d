import type { Day, DomainEvent } from '#kernel';

/** Why somebody is forgotten: they asked, nothing requires their data any more, or a court or authority ordered it. */
export const erasureGrounds = ['request', 'retention', 'order'] as const;
export type ErasureGround = (typeof erasureGrounds)[number];

/**
 * A person is to be forgotten by a day: every key that opens what names or treats them will be destroyed. Two people
 * decide. Amounts, cover and totals stay; so does the pseudonymous id.
 *
 * @history v2 (2026-11) names the contexts that must have done it; of v1 it was all there were.
 */
export type ErasureDecided = DomainEvent<
  'audit.ErasureDecided',
  2,
  {
    readonly person: string;
    readonly ground: ErasureGround;
    /** Last day by which the keys must be gone. */
    readonly dueOn: Day;
    readonly approvedBy: string;
    /** Each of them destroys its keys, and says so. */
    readonly contexts: readonly string[];
  }
>;

/**
 * The person's keys are gone in these contexts: what they sealed is unreadable, here and in every copy without keys.
 *
 * @history v2 (2026-11) says which contexts are left; v1 was recorded when there was none.
 */
export type KeysDestroyed = DomainEvent<
  'audit.KeysDestroyed',
  2,
  {
    readonly person: string;
    readonly contexts: readonly string[];
    /** Where keys are still to be destroyed; none: the person is forgotten. */
    readonly remaining: readonly string[];
  }
>;

export type ErasureEvent = ErasureDecided | KeysDestroyed;

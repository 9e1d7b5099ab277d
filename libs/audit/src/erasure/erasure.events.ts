import type { Day, DomainEvent } from '#kernel';

/** Why somebody is forgotten: they asked, nothing requires their data any more, or a court or authority ordered it. */
export const erasureGrounds = ['request', 'retention', 'order'] as const;
export type ErasureGround = (typeof erasureGrounds)[number];

/**
 * A person is to be forgotten by a day: every key that opens what names or treats them will be destroyed. Two people
 * decide. Amounts, cover and totals stay; so does the pseudonymous id.
 */
export type ErasureDecided = DomainEvent<
  'audit.ErasureDecided',
  1,
  {
    readonly person: string;
    readonly ground: ErasureGround;
    /** Last day by which the keys must be gone. */
    readonly dueOn: Day;
    readonly approvedBy: string;
  }
>;

/** The person's keys are gone in these contexts: what they sealed is unreadable, here and in every copy without keys. */
export type KeysDestroyed = DomainEvent<
  'audit.KeysDestroyed',
  1,
  { readonly person: string; readonly contexts: readonly string[] }
>;

export type ErasureEvent = ErasureDecided | KeysDestroyed;

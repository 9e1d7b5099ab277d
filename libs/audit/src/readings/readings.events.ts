import type { DomainEvent } from '#kernel';

/**
 * How far the log of who read what had come: its last entry's number and hash. Being an event, it is signed like any
 * other: whoever takes entries away behind it is found out.
 *
 * @unit `entries`: readings kept until then. `head`: SHA-256 of the last of them, hex.
 */
export type ReadingsSealed = DomainEvent<
  'audit.ReadingsSealed',
  1,
  { readonly entries: number; readonly head: string }
>;

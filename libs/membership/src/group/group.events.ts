import type { Day, DomainEvent } from '#kernel';
import type { GroupKind } from './group.types.js';

interface OfGroup {
  readonly scheme: string;
  readonly group: string;
}

/** A group enrols together; one person collects for all of it. */
export type GroupFormed = DomainEvent<
  'membership.GroupFormed',
  1,
  OfGroup & { kind: GroupKind; name: string; section: string; collector: string; on: Day }
>;

/** Somebody else collects for the group from this day on. */
export type CollectorAppointed = DomainEvent<
  'membership.CollectorAppointed',
  1,
  OfGroup & { collector: string; on: Day }
>;

/** A household pays with the group from this day on. */
export type GroupJoined = DomainEvent<'membership.GroupJoined', 1, OfGroup & { household: string; on: Day }>;

/** This day is the last one the household pays with the group. */
export type GroupLeft = DomainEvent<'membership.GroupLeft', 1, OfGroup & { household: string; on: Day }>;

export type GroupEvent = GroupFormed | CollectorAppointed | GroupJoined | GroupLeft;

import type { Currency, Day, DomainEvent } from '#kernel';

/** A scheme joined the federation: from now on it keeps its own books, in one currency and one time zone. */
export type SchemeRegistered = DomainEvent<
  'membership.SchemeRegistered',
  1,
  { scheme: string; name: string; federation: string; currency: Currency; timezone: string }
>;

/** A section (village group) where contributions are collected. */
export type SectionOpened = DomainEvent<
  'membership.SectionOpened',
  1,
  { scheme: string; section: string; name: string }
>;

/** The scheme closed a day: grace, lapse and renewals of that day are decided. */
export type DayClosed = DomainEvent<'membership.DayClosed', 1, { scheme: string; day: Day }>;

export type SchemeEvent = SchemeRegistered | SectionOpened | DayClosed;

import type { Currency, Day, DomainEvent } from '#kernel';

/** A scheme joined the federation: from now on it keeps its own books, in one currency and one time zone. */
export type SchemeRegistered = DomainEvent<
  'membership.SchemeRegistered',
  1,
  { scheme: string; name: string; federation: string; currency: Currency; timezone: string }
>;

/** The founding assembly was held: the scheme prepares its sections and rules, and enrols nobody before it is registered. */
export type SchemeFounded = DomainEvent<
  'membership.SchemeFounded',
  1,
  SchemeRegistered['data'] & { on: Day; decision: string }
>;

interface Decreed {
  readonly scheme: string;
  readonly on: Day;
  readonly decision: string;
}

/** From this day on the scheme takes nobody in; those it covers stay covered. */
export type SchemeSuspended = DomainEvent<'membership.SchemeSuspended', 1, Decreed>;

/** From this day on the scheme takes people in again. */
export type SuspensionLifted = DomainEvent<'membership.SuspensionLifted', 1, Decreed>;

/** The scheme became part of another; its households move there. Nothing follows. */
export type SchemeMerged = DomainEvent<'membership.SchemeMerged', 1, Decreed & { into: string }>;

/** A section (village group) where contributions are collected. */
export type SectionOpened = DomainEvent<
  'membership.SectionOpened',
  1,
  { scheme: string; section: string; name: string }
>;

/** The scheme closed a day: grace, lapse and renewals of that day are decided. */
export type DayClosed = DomainEvent<'membership.DayClosed', 1, { scheme: string; day: Day }>;

export type SchemeEvent =
  SchemeFounded | SchemeRegistered | SchemeSuspended | SuspensionLifted | SchemeMerged | SectionOpened | DayClosed;

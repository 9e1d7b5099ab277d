import type { Day, DomainEvent } from '#kernel';
import type { Agreement, Mandate, Meeting, Resolution } from './governance.types.js';

interface OfScheme {
  readonly scheme: string;
}

/** Somebody was elected or named to an office, until a last day. */
export type MandateStarted = DomainEvent<'membership.MandateStarted', 1, OfScheme & Mandate>;

/** A mandate ended before its last day; this day is the last one. */
export type MandateEnded = DomainEvent<'membership.MandateEnded', 1, OfScheme & { mandate: string; on: Day }>;

/** An organ met; whether enough were there is concluded here. */
export type MeetingHeld = DomainEvent<'membership.MeetingHeld', 1, OfScheme & Meeting>;

/** A meeting decided: more voted for it than against it, or it was not adopted. */
export type ResolutionRecorded = DomainEvent<'membership.ResolutionRecorded', 1, OfScheme & Resolution>;

/** The scheme and a partner agreed on duties, each with its day. */
export type AgreementSigned = DomainEvent<'membership.AgreementSigned', 1, OfScheme & Agreement>;

/** A duty of an agreement was fulfilled; late when after its day. */
export type DutyFulfilled = DomainEvent<
  'membership.DutyFulfilled',
  1,
  OfScheme & { agreement: string; duty: string; on: Day; late_days: number }
>;

export type GovernanceEvent =
  MandateStarted | MandateEnded | MeetingHeld | ResolutionRecorded | AgreementSigned | DutyFulfilled;

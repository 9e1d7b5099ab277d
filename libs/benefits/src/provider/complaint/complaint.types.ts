import type { Day } from '#kernel';

/** What a member complains of. */
export const complaintKinds = ['cardRefused', 'stockOut', 'overcharged', 'badCare', 'other'] as const;
export type ComplaintKind = (typeof complaintKinds)[number];

export type ComplaintOutcome = 'founded' | 'unfounded' | 'withdrawn';

/** One complaint about a provider, as it stands; what was said of it is sealed. */
export interface Complaint {
  readonly complaint: string;
  readonly kind: ComplaintKind;
  readonly happenedOn: Day;
  readonly filedOn: Day;
  readonly filedBy: string;
  readonly status: 'open' | ComplaintOutcome;
  readonly answeredOn?: Day;
}

/**
 * What a contract says of quality: beyond so many founded complaints about what happened within so many days the
 * provider is told, or suspended for so many days where the clause says so.
 */
export interface QualityClause {
  /** The last number that is still inside. */
  readonly mostComplaints: number;
  readonly withinDays: number;
  /** Days of suspension, from the day after the finding; absent: a warning alone. */
  readonly suspendDays?: number;
}

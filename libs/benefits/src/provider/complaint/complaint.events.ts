import type { Day, DomainEvent, Sealed } from '#kernel';
import type { ComplaintKind, ComplaintOutcome } from './complaint.types.js';

interface OfComplaint {
  readonly provider: string;
  readonly scheme: string;
  readonly complaint: string;
}

/** A member complains of a provider. Who, and their words, are sealed. */
export type ComplaintFiled = DomainEvent<
  'benefits.ComplaintFiled',
  1,
  OfComplaint & {
    readonly kind: ComplaintKind;
    readonly happenedOn: Day;
    readonly filedOn: Day;
    readonly filedBy: string;
  },
  { readonly told: Sealed<{ readonly person: string | null; readonly words: string }> }
>;

/** It is found that the complaint is founded, or not; what was answered is sealed. */
export type ComplaintAnswered = DomainEvent<
  'benefits.ComplaintAnswered',
  1,
  OfComplaint & { readonly outcome: ComplaintOutcome; readonly answeredOn: Day; readonly answeredBy: string },
  { readonly answer: Sealed<{ readonly text: string }> }
>;

/** More founded complaints than the contract's quality clause bears. `founded`: those that count, the latest last. */
export type QualityClauseBroken = DomainEvent<
  'benefits.QualityClauseBroken',
  1,
  {
    readonly provider: string;
    readonly scheme: string;
    readonly founded: readonly string[];
    readonly mostComplaints: number;
    readonly withinDays: number;
    readonly consequence: 'warning' | 'suspension';
    readonly on: Day;
  },
  undefined
>;

export type ComplaintEvent = ComplaintFiled | ComplaintAnswered | QualityClauseBroken;

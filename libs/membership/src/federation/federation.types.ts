import type { Day } from '#kernel';

export const levels = ['local', 'regional', 'national', 'international'] as const;
export type Level = (typeof levels)[number];

/** What a scheme owes its federation each year: for each person covered, or whatever its size. @unit minor units */
export interface AffiliationDues {
  readonly kind: 'perBeneficiary' | 'flat';
  readonly amount: number;
}

/** Both days inside; `until` null: it goes on. */
export interface Affiliation {
  readonly scheme: string;
  readonly from: Day;
  readonly until: Day | null;
  readonly dues: AffiliationDues;
}

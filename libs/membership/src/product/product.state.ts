import type { Day } from '#kernel';

/**
 * When cover starts, how long it runs and how late one may be: one version of a product's rules. Published once, then
 * immutable; each term names the version it runs under.
 *
 * @unit months are calendar months; days are exact days, the last one inside.
 */
export interface CoverRules {
  readonly version: string;
  readonly effectiveFrom: Day;
  readonly coverMonths: number;
  /** Days after expiry on which a renewal still continues the cover. */
  readonly graceDays: number;
  /** Days after a birth within which a declaration still covers the child from birth. */
  readonly newbornDeclarationDays: number;
  /** A form or receipt entered more days than this after the date it bears needs a second person. */
  readonly backdatingDays: number;
  /** The next term may be paid from this many days before expiry. */
  readonly renewalOpensDaysBefore: number;
}

export interface ProductState {
  /** By the day they take effect. */
  readonly versions: readonly CoverRules[];
}

/** The version in force on a day; undefined before the first. */
export const rulesOn = (versions: readonly CoverRules[], day: Day): CoverRules | undefined =>
  versions.findLast(({ effectiveFrom }) => effectiveFrom <= day);

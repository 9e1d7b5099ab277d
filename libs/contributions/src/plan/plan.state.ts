import type { BasisPoints, Currency, Day, Fold, Minor } from '#kernel';
import type { PlanPublished } from './plan.events.js';
import type { Schedule } from './schedule.state.js';

/**
 * What a household owes for a term, and what of it opens rights: one version of a product's contribution plan.
 * Published once, then immutable; each due names the version it was reckoned by.
 *
 * @unit amounts: minor units of `currency`; months: calendar months.
 */
export interface Plan {
  readonly version: string;
  readonly effectiveFrom: Day;
  readonly currency: Currency;
  /** Once per household; never part of the threshold. */
  readonly joiningFee: Minor;
  /** Per person for a whole term, before any subsidy. */
  readonly contributionPerPerson: Minor;
  /** Of a whole term: who joins later owes the months left of it. */
  readonly months: number;
  /** Part of the member share that opens rights. */
  readonly threshold_bps: BasisPoints;
  /** The rest is due this many months after cover starts; null: all of it is due at once. */
  readonly balanceDueMonths: number | null;
  /** When parts of the rest are due, where it is not one sum; absent: `balanceDueMonths` says. */
  readonly schedule?: Schedule;
  /** What a fund is asked to carry of each person's contribution. */
  readonly subsidy: { readonly fund: string; readonly perPerson: Minor } | null;
  /** A receipt entered more days than this after the date it bears needs a second person. */
  readonly backdatingDays: number;
  /**
   * What becomes of what was paid for somebody who dies or leaves, and serves no cover any more: the scheme keeps it, it is
   * the household's credit, or it is given back. Absent: kept. Who moves to another scheme takes it along in any case.
   */
  readonly onLeaving?: OnLeaving;
  /** Whoever enrolled a household may not collect from it; absent: they may. */
  readonly enrollerMayNotCollect?: true;
  /** IANA time zone: days begin and end there. */
  readonly timezone: string;
}

export type OnLeaving = 'kept' | 'credit' | 'refund';

export interface PlanState {
  /** By the day they take effect. */
  readonly versions: readonly Plan[];
}

export const planStream = (scheme: string, product: string): string => `contributions.plan-${scheme}.${product}`;

export const planFold: Fold<PlanPublished, PlanState> = {
  initialState: { versions: [] },
  evolve: ({ versions }, { data: { plan } }) => ({
    versions: [...versions, plan].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1)),
  }),
};

/** The version in force on a day; undefined before the first. */
export const planOn = (versions: readonly Plan[], on: Day): Plan | undefined =>
  versions.findLast(({ effectiveFrom }) => effectiveFrom <= on);

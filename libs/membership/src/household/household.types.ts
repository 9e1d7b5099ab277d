import type { Day } from '#kernel';

export const relations = ['policyholder', 'spouse', 'child', 'parent', 'other'] as const;
export type Relation = (typeof relations)[number];

/** Rights suspended for non-payment, both ends inside; until further notice when `until` is null. */
export interface Suspension {
  readonly from: Day;
  readonly until: Day | null;
}

/** A stretch of cover of one person; both ends inside. */
export interface CoverSpan {
  readonly from: Day;
  readonly to: Day;
  /** Waiting periods count from here: the first day of the person's uninterrupted cover. */
  readonly waitingFrom: Day;
  readonly waitingWaived: boolean;
  /** Last day on which a renewal still continues this cover; null when no grace follows. */
  readonly graceUntil: Day | null;
  readonly suspensions: readonly Suspension[];
  /** Why cover stops at `to`, when it does not simply run out. */
  readonly ended: 'lapsed' | 'death' | null;
}

/** All cover of one person, as it stands after the fact that tells it. Spans are in order and do not overlap. */
export interface Cover {
  readonly person: string;
  readonly diedOn: Day | null;
  /** Days on which care is refused because a newborn was declared too late. */
  readonly undeclared: { readonly from: Day; readonly to: Day } | null;
  readonly spans: readonly CoverSpan[];
}

/** What of a person is known by name: sealed wherever it is stored. */
export interface Identity {
  readonly name: string;
  readonly sex: 'F' | 'M';
  readonly birthDate: Day;
}

/** What joining costs a term: contributions count whole months. Not charged: carried by the household's own dues. */
export interface Charge {
  readonly term: number;
  readonly months: number;
  readonly charged: boolean;
}

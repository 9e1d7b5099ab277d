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
  readonly ended: 'lapsed' | 'death' | 'left' | 'struckOff' | 'transferred' | null;
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

/** Why somebody is no longer of a household. Cover that was paid goes on to the end of the term. */
export const partings = ['divorce', 'majority', 'marriage', 'departure'] as const;
export type Parting = (typeof partings)[number];

/** Why somebody else answers for a household. */
export const successions = ['death', 'divorce', 'orphans', 'request'] as const;
export type Succession = (typeof successions)[number];

/** For what a household may be struck off; illness is no reason. */
export const expulsions = ['fraud', 'debt', 'statutes'] as const;
export type Expulsion = (typeof expulsions)[number];

/** Somebody outside the household who answers or pays for it: sealed wherever it is stored. */
export interface Contact {
  readonly name: string;
  readonly phone?: string;
}

/** What a household can bear to pay, as somebody found it, from a day on; `until` is inside, null: until the next. */
export interface Category {
  readonly category: string;
  /** Who found it: a committee's list, a survey, a card of the State. */
  readonly source: string;
  readonly decision: string;
  readonly from: Day;
  readonly until: Day | null;
}

/** Days somebody lives elsewhere, both inside; until further notice when `until` is null. Cover goes on. */
export interface Absence {
  readonly from: Day;
  readonly until: Day | null;
}

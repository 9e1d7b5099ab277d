import type { Band, Day } from '#kernel';
import type { MessagesOf } from '#messaging';

/** A stretch of cover of one person; both ends inside. */
export interface CoverSpan {
  readonly from: Day;
  readonly to: Day;
  /** Waiting periods count from here: the person's own first day of uninterrupted cover. */
  readonly waitingFrom: Day;
  /** No waiting period applies: newborn declared in time, targeted subsidy, or already served elsewhere. */
  readonly waitingWaived: boolean;
  /** Last day on which a renewal still continues this cover; claims up to it are pended. Null: no grace follows. */
  readonly graceUntil: Day | null;
  /** Rights suspended for non-payment: from a day, until a day (inside) or until further notice (null). */
  readonly suspensions: readonly { readonly from: Day; readonly until: Day | null }[];
  /** Why cover stops at `to`, when it does not simply run out. */
  readonly ended: 'lapsed' | 'death' | 'withdrawn' | null;
}

/** What others know of one person's cover: the whole of it, as it stands after the fact that is told. */
export interface PersonCover {
  readonly person: string;
  readonly diedOn: Day | null;
  /** Care between these days is refused because the person was declared too late (newborns). */
  readonly undeclared: { readonly from: Day; readonly to: Day } | null;
  readonly spans: readonly CoverSpan[];
}

/** A person as one household of a scheme has them. */
export interface RegisteredPerson {
  readonly scheme: string;
  readonly household: string;
  readonly person: string;
}

/** What membership promises the other contexts. Pseudonymous ids, dates and counts only. */
export interface MembershipContracts {
  /** A household joined; dues of its first term are to be raised. */
  'membership.household-enrolled.v1': {
    household: string;
    product: string;
    section: string;
    term: number;
    persons: readonly string[];
    enrolledOn: Day;
    /** Who entered it, as their token names them: who enrols and who collects may have to be two. */
    enrolledBy?: string;
  };
  /** Someone joined a household whose term runs: dues by whole months to the end of the term. */
  'membership.person-added.v1': {
    household: string;
    product: string;
    term: number;
    person: string;
    addedOn: Day;
    months: number;
    charged: boolean;
  };
  /** The next term may be paid: dues are to be raised for the persons then in the household. */
  'membership.renewal-opened.v1': {
    household: string;
    product: string;
    term: number;
    from: Day;
    to: Day;
    persons: readonly string[];
    opensOn: Day;
  };
  /**
   * Cover of a term runs between these days: instalments and earned contribution are reckoned from them.
   * `renewalOpensOn`: the next term may be paid from that day.
   */
  'membership.term-started.v1': { household: string; term: number; from: Day; to: Day; renewalOpensOn?: Day };
  /**
   * No dues are asked for this term any more: it lapsed before it was paid, was cancelled before cover, or is carried
   * elsewhere (by another register, or by a targeted subsidy).
   */
  'membership.term-abandoned.v1': {
    household: string;
    term: number;
    on: Day;
    because: 'lapsed' | 'cancelled' | 'carriedElsewhere';
  };
  /** Cover of these persons changed; `persons` holds their whole cover as it stands now. */
  'membership.coverage-changed.v1': {
    household: string;
    product: string;
    because: string;
    persons: readonly PersonCover[];
  };
  /** Someone is no longer of a household, whatever the cause: the next term does not ask for them. */
  'membership.person-left.v1': { household: string; person: string; on: Day };
  /**
   * Persons joined a household: how many, by codes that stand for a sex and an age group on that day (the kernel’s bands).
   * Nothing says who of them is which.
   */
  'membership.persons-counted.v1': {
    household: string;
    on: Day;
    bands: readonly { readonly band: Band; readonly persons: number }[];
  };
  /** A household pays with a group from this day on, or for the last time on it. */
  'membership.group-changed.v1': { household: string; group: string; joined: boolean; on: Day };
  /** What a household can bear to pay was found, by a decision; until the next finding when `until` is null. */
  'membership.category-assessed.v1': {
    household: string;
    category: string;
    decision: string;
    from: Day;
    until: Day | null;
  };
  /**
   * Persons moved: the scheme they come from paid what was before `on`, the one they went to pays from then on. With each
   * go the whole months of contribution that were paid ahead.
   */
  'membership.transfer-received.v1': {
    transfer: string;
    fromScheme: string;
    fromHousehold: string;
    toScheme: string;
    toHousehold: string;
    on: Day;
    persons: readonly { readonly person: string; readonly months: number }[];
  };
  /** The scheme ended the household's membership by a decision; this day is the last one it belongs to it. */
  'membership.household-struck-off.v1': { household: string; on: Day; persons: readonly string[] };
  /**
   * Somebody decided that two registered persons are one (`same`), or that what was decided so is not so after all. Nothing
   * says who they are.
   */
  'membership.duplicate-decided.v1': {
    first: RegisteredPerson;
    second: RegisteredPerson;
    same: boolean;
    on: Day;
  };
  /** The scheme closed a day: grace, lapse and renewals of that day are decided. */
  'membership.day-closed.v1': { scheme: string; day: Day };
  /** Every key of a person is gone here: what names or treats them is unreadable. */
  'membership.person-forgotten.v1': { person: string; on: Day };
}
export type MembershipMessage = MessagesOf<MembershipContracts>;

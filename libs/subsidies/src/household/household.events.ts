import type { Band, Currency, Day, DomainEvent, Minor, Period } from '#kernel';

interface OfTerm {
  readonly household: string;
  readonly scheme: string;
  readonly term: number;
}

/** Several funds carry one contribution, in this order. `asked`: what there is to carry. @unit minor units */
export interface Cofunded {
  readonly cofunding: string;
  readonly funds: readonly string[];
  readonly currency: Currency;
  readonly asked: Minor;
}

/**
 * A fund was asked for a household's term, and what it let the request have: nothing when it declined. Cover that opens
 * and dues that are cancelled name the household only; this is how its fund is found.
 */
export type FundAsked = DomainEvent<
  'subsidies.FundAsked',
  1,
  OfTerm & {
    readonly fund: string;
    readonly persons: number;
    readonly amount: Minor;
    /** Adjudication code of what was declined or cut. */
    readonly reason: string | null;
    readonly requestedOn: Day;
    /** Whom the money is for, by pseudonym; absent when nobody said. */
    readonly named?: readonly string[];
    /** Absent when the fund was asked alone. */
    readonly cofunded?: Cofunded;
  }
>;

/** The term asks this fund for nothing any more. `kept`: what the scheme was already paid for it. */
export type FundNoLongerAsked = DomainEvent<
  'subsidies.FundNoLongerAsked',
  1,
  OfTerm & { readonly fund: string; readonly kept: Minor; readonly releasedOn: Day }
>;

/**
 * What all funds together carry of a term, after one of them said where it stands. `waiting`: somebody still waits for
 * money; `reason`: why the funds carry less than there is to carry, once all of them have answered.
 */
export type CofundingStands = DomainEvent<
  'subsidies.CofundingStands',
  1,
  OfTerm & {
    readonly cofunding: string;
    readonly currency: Currency;
    readonly fund: string;
    readonly share: FundShare;
    readonly amount: Minor;
    readonly served: number;
    readonly waiting: number;
    readonly reason: string | null;
    /** What the fund took back with this; zero otherwise. */
    readonly released: Minor;
  }
>;

/** Where one fund stands with a term. */
export interface FundShare {
  readonly amount: Minor;
  readonly served: number;
  readonly waiting: number;
  readonly reason: string | null;
}

/** Cover of the term runs between these days: what is not earned of a subsidy is reckoned from them. */
export type SubsidisedTermStarted = DomainEvent<
  'subsidies.SubsidisedTermStarted',
  1,
  OfTerm & { readonly period: Period }
>;

/** Somebody died whose cover these funds helped to pay: whole months after the month of death are not earned. */
export type SubsidisedPersonDied = DomainEvent<
  'subsidies.SubsidisedPersonDied',
  1,
  OfTerm & {
    readonly person: string;
    readonly diedOn: Day;
    readonly unearnedMonths: number;
    readonly months: number;
    readonly funds: readonly string[];
  }
>;

/** A person's unearned months went back to a fund: they do so once. */
export type PersonClawedBack = DomainEvent<
  'subsidies.PersonClawedBack',
  1,
  OfTerm & { readonly fund: string; readonly person: string; readonly amount: Minor; readonly clawedBackOn: Day }
>;

/** Where a household lives: funders are told what reached which village. */
export type HouseholdPlaced = DomainEvent<
  'subsidies.HouseholdPlaced',
  1,
  { readonly household: string; readonly scheme: string; readonly section: string; readonly enrolledOn: Day }
>;

/** What a household can bear to pay, as a committee found: from a day on, until a day (inside) or until found anew. */
export interface Category {
  readonly category: string;
  readonly decision: string;
  readonly from: Day;
  readonly until: Day | null;
}
export type HouseholdCategoryNoted = DomainEvent<
  'subsidies.HouseholdCategoryNoted',
  1,
  Category & { readonly household: string; readonly scheme: string }
>;

/** Persons joined: how many of each band did so far. @unit persons */
export type HouseholdCounted = DomainEvent<
  'subsidies.HouseholdCounted',
  1,
  {
    readonly household: string;
    readonly scheme: string;
    readonly joined: Readonly<Partial<Record<Band, number>>>;
    readonly bands: Readonly<Partial<Record<Band, number>>>;
    readonly countedOn: Day;
  }
>;

/** It pays with a group from this day on, or for the last time on it. */
export type HouseholdGroupNoted = DomainEvent<
  'subsidies.HouseholdGroupNoted',
  1,
  {
    readonly household: string;
    readonly scheme: string;
    readonly group: string;
    readonly joined: boolean;
    readonly on: Day;
  }
>;

/** The same person as another household has them: ids, which name nobody. */
export interface Twin {
  readonly scheme: string;
  readonly household: string;
  readonly person: string;
}

/** The federation decided that somebody is registered in another household too (`same`), or is not after all. */
export type HouseholdTwinNoted = DomainEvent<
  'subsidies.HouseholdTwinNoted',
  1,
  {
    readonly household: string;
    readonly scheme: string;
    readonly person: string;
    readonly twin: Twin;
    readonly same: boolean;
    readonly on: Day;
  }
>;

export type HouseholdEvent =
  | FundAsked
  | FundNoLongerAsked
  | CofundingStands
  | SubsidisedTermStarted
  | SubsidisedPersonDied
  | PersonClawedBack
  | HouseholdPlaced
  | HouseholdCategoryNoted
  | HouseholdCounted
  | HouseholdGroupNoted
  | HouseholdTwinNoted;

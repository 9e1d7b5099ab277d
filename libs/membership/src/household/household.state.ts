import type { Day } from '#kernel';
import type { CoverRules } from '../product/product.state.js';
import type { Absence, Category, Cover, Relation } from './household.types.js';

export interface Member {
  readonly person: string;
  readonly relation: Relation;
  /** Absent once the person's key is destroyed. */
  readonly birthDate?: Day;
  /** First day this person may be covered; null: with the household. */
  readonly startsOn: Day | null;
  /** No waiting: a newborn declared in time. */
  readonly waitingWaived: boolean;
  /** Terms this person has to pay a part of their own for; cover in them waits for it. */
  readonly ownDues: readonly number[];
  readonly cover: Cover;
  /** Last day as one of the household; absent while they are. */
  readonly leftOn?: Day;
  readonly absences?: readonly Absence[];
}

interface TermBase {
  readonly term: number;
  readonly rules: CoverRules;
}

/** `awaiting`: not paid yet. `running`: it gave cover, or does. `lapsed`: nothing followed it in time. */
export type Term =
  | (TermBase & { readonly status: 'awaiting' })
  | (TermBase & { readonly status: 'abandoned' })
  | (TermBase & {
      readonly status: 'running' | 'lapsed';
      readonly from: Day;
      readonly to: Day;
      readonly graceUntil: Day;
    });

export type StartedTerm = Extract<Term, { from: Day }>;

export interface EnrolledHousehold {
  /** `left`: enrolment was cancelled before cover began; the household may enrol again. `struckOff`: never under this id. */
  readonly status: 'enrolled' | 'left' | 'struckOff';
  readonly scheme: string;
  readonly household: string;
  readonly product: string;
  readonly section: string;
  readonly policyholder: string | null;
  /** In the order they joined. */
  readonly members: readonly Member[];
  readonly terms: readonly Term[];
  /** In the order they were recorded: the latest that holds a day tells of it. */
  readonly categories?: readonly Category[];
  readonly remotePayer?: string;
}

export type HouseholdState = { readonly status: 'none' } | EnrolledHousehold;

const isStarted = (term: Term): term is StartedTerm => term.status === 'running' || term.status === 'lapsed';

/** The latest term that gave cover, before `term` when one is named. */
export const lastStarted = ({ terms }: EnrolledHousehold, before = Infinity): StartedTerm | undefined =>
  terms.filter(isStarted).findLast(({ term }) => term < before);

export const termOf = ({ terms }: EnrolledHousehold, number: number): Term | undefined =>
  terms.find(({ term }) => term === number);

/** The term that is to be paid next, after the last that gave cover. */
export const awaitedTerm = (household: EnrolledHousehold): Term | undefined => {
  const last = lastStarted(household)?.term ?? 0;
  return household.terms.findLast(({ status, term }) => status === 'awaiting' && term > last);
};

export const lastNumber = ({ terms }: EnrolledHousehold): number => terms.at(-1)?.term ?? 0;

export const memberOf = ({ members }: EnrolledHousehold, person: string): Member | undefined =>
  members.find(member => member.person === person);

/** Who lives and is of the household. */
export const present = ({ members }: EnrolledHousehold): readonly Member[] =>
  members.filter(({ cover, leftOn }) => cover.diedOn === null && leftOn === undefined);

/** The finding that holds on a day; undefined when nobody found anything. */
export const categoryOn = ({ categories = [] }: EnrolledHousehold, on: Day): Category | undefined =>
  categories.findLast(({ from, until }) => from <= on && (until === null || on <= until));

export const startedTerms = ({ terms }: EnrolledHousehold): readonly StartedTerm[] => terms.filter(isStarted);

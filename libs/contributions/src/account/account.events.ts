import type { Currency, Day, DomainEvent, Minor, Sealed } from '#kernel';
import type { Plan } from '../plan/plan.state.js';
import type { DatedInstalment } from '../plan/schedule.state.js';
import type { Allocation, Call, CallReason, Credit, Due, NotCash, Posting } from './account.types.js';
import type {
  ContributionBroughtIn,
  ContributionCarriedOut,
  ContributionFreed,
  PersonLeftNoted,
} from './moving.events.js';

export interface OfHousehold {
  readonly household: string;
}
interface OfProduct extends OfHousehold {
  readonly scheme: string;
  readonly product: string;
}
interface OfTerm extends OfHousehold {
  readonly term: number;
}

/** Money moved: both sides of it, and what is left for dues to come. */
export interface Movement {
  readonly currency: Currency;
  readonly credit: readonly Credit[];
  readonly postings: readonly Posting[];
}

/** Dues are called for though no plan is published yet: they are raised with the household's next receipt. */
export type DuesAwaitPlan = DomainEvent<'contributions.DuesAwaitPlan', 1, OfProduct & { readonly call: Call }>;

/**
 * What a household owes for a term (or for someone who joins it), by the plan version applied.
 * @unit minor units of the plan's currency.
 */
export type DuesRaised = DomainEvent<
  'contributions.DuesRaised',
  1,
  OfProduct & {
    readonly term: number;
    readonly because: CallReason;
    readonly persons: readonly string[];
    readonly plan: Plan;
    readonly dues: readonly Due[];
    readonly raisedOn: Day;
    /** Who enrolled the household, where it began with these dues and somebody said. */
    readonly enrolledBy?: string;
  }
>;

/** Someone joined who owes nothing for this term: carried by the household's own dues (a child born into it). */
export type PersonCarried = DomainEvent<
  'contributions.PersonCarried',
  1,
  OfTerm & { readonly person: string; readonly addedOn: Day }
>;

/**
 * A person of the household died: nothing is asked for them from now on. `dues`: those not paid enough yet that asked
 * for them, as they stand without them; what was paid of them already stays paid.
 */
export type DeathNoted = DomainEvent<
  'contributions.DeathNoted',
  1,
  OfHousehold & { readonly person: string; readonly diedOn: Day; readonly dues: readonly Due[] }
>;

/**
 * Money was received, and what it pays: joining fee, then the oldest dues; the rest is credit.
 * @source the receipt, by its number and the date it bears.
 */
export type ReceiptRecorded = DomainEvent<
  'contributions.ReceiptRecorded',
  1,
  OfHousehold &
    Movement & {
      readonly receipt: string;
      readonly amount: Minor;
      readonly receivedOn: Day;
      readonly collector: string | null;
      /** The till it lies in; absent where the scheme keeps no tills. */
      readonly till?: string;
      /** Where the money lies; absent: it is cash. */
      readonly from?: NotCash;
      readonly approvedBy: string | null;
      readonly allocations: readonly Allocation[];
    }
>;

/** Credit of earlier receipts paid dues raised, or open again, since. */
export type CreditUsed = DomainEvent<
  'contributions.CreditUsed',
  1,
  OfHousehold & Movement & { readonly allocations: readonly Allocation[]; readonly on: Day }
>;

/**
 * Receipts pay dues in the order of the dates they bear, as if each had been entered on its day: one was entered late, or is
 * void. `allocations`: all that pays these dues now. Each receipt is worth what it was, and each due, but for a joining fee
 * that a void receipt had paid: it is paid first.
 */
export type PaymentsReordered = DomainEvent<
  'contributions.PaymentsReordered',
  1,
  OfHousehold &
    Movement & { readonly on: Day; readonly dues: readonly number[]; readonly allocations: readonly Allocation[] }
>;

/** A receipt is void: what it paid is owed again. The number stays used. */
export type ReceiptVoided = DomainEvent<
  'contributions.ReceiptVoided',
  1,
  OfHousehold &
    Movement & {
      readonly receipt: string;
      readonly amount: Minor;
      readonly voidedOn: Day;
      readonly released: readonly Allocation[];
    },
  { readonly reason: Sealed<string> }
>;

/**
 * Credit was given back to the household. `parts`: of which receipts. `approvedBy`: the second person.
 * @unit minor units of `currency`
 */
export type CreditRefunded = DomainEvent<
  'contributions.CreditRefunded',
  1,
  OfHousehold &
    Movement & {
      readonly refund: string;
      readonly amount: Minor;
      readonly paidOn: Day;
      readonly till: string | null;
      readonly approvedBy: string;
      readonly parts: readonly Credit[];
    }
>;

/** Part of what a term asks for was let off by a decision. `dues`: those it changes, as it leaves them. */
export type DuesWaived = DomainEvent<
  'contributions.DuesWaived',
  1,
  OfTerm & {
    readonly amount: Minor;
    readonly decision: string;
    readonly decidedOn: Day;
    readonly approvedBy: string;
    readonly dues: readonly Due[];
  }
>;

/** What a fund answered for a term, and the dues it changes: what it will not carry is the member's. */
export type SubsidyNoted = DomainEvent<
  'contributions.SubsidyNoted',
  1,
  OfTerm & {
    readonly fund: string;
    readonly amount: Minor;
    readonly served: number;
    readonly waiting: number;
    readonly reason: string | null;
    readonly dues: readonly Due[];
  }
>;

/** The fund took its money back: the whole contribution is the member's. */
export type SubsidyLost = DomainEvent<
  'contributions.SubsidyLost',
  1,
  OfTerm & {
    readonly fund: string;
    readonly dues: readonly Due[];
    readonly postings: readonly Posting[];
    readonly currency: Currency;
  }
>;

/** Cover of the term runs between these days. `balanceDueOn`: null when nothing falls due later. */
export type TermStarted = DomainEvent<
  'contributions.TermStarted',
  1,
  OfTerm & {
    readonly from: Day;
    readonly to: Day;
    readonly balanceDueOn: Day | null;
    /** Parts that fall due one after the other; absent where the balance is due in one sum. */
    readonly instalments?: readonly DatedInstalment[];
    /** The next term may be paid from this day; the day after `to` where it is not said. */
    readonly renewalOpensOn?: Day;
  }
>;

/** Dues of a term are void: contributions already paid are the household's credit; a joining fee paid is kept. */
export type DuesCancelled = DomainEvent<
  'contributions.DuesCancelled',
  1,
  OfTerm &
    Movement & { readonly because: 'lapsed' | 'cancelled'; readonly on: Day; readonly freed: readonly Allocation[] }
>;

/**
 * Another register, or a targeted subsidy, carries the term: its dues are not asked. What the household pays all the
 * same, until the next term is called, is taken as paid for this one: its old receipts are entered with its cover.
 */
export type DuesCarriedElsewhere = DomainEvent<'contributions.DuesCarriedElsewhere', 1, OfTerm & { readonly on: Day }>;

/** The threshold is met and the subsidy, if any, is whole. `metOn`: the date of the deciding receipt. */
export type EntitlementOpened = DomainEvent<
  'contributions.EntitlementOpened',
  1,
  OfTerm & {
    readonly due: number;
    readonly persons: readonly string[];
    readonly metOn: Day;
    readonly currency: Currency;
    readonly postings: readonly Posting[];
  }
>;

/** The balance was unpaid at the end of the day it was due. */
export type EntitlementSuspended = DomainEvent<
  'contributions.EntitlementSuspended',
  1,
  OfTerm & { readonly from: Day; readonly outstanding: Minor }
>;

/** The balance is paid: rights resume on this day, without back-cover. */
export type EntitlementResumed = DomainEvent<'contributions.EntitlementResumed', 1, OfTerm & { readonly from: Day }>;

/** The threshold is no longer met. */
export type EntitlementWithdrawn = DomainEvent<
  'contributions.EntitlementWithdrawn',
  1,
  OfTerm & {
    readonly because: 'receipt-voided' | 'subsidy-lost' | 'older-receipt';
    readonly currency: Currency;
    readonly postings: readonly Posting[];
  }
>;

export type AccountEvent =
  | DuesAwaitPlan
  | DuesRaised
  | PersonCarried
  | ReceiptRecorded
  | CreditUsed
  | PaymentsReordered
  | ReceiptVoided
  | CreditRefunded
  | DuesWaived
  | DeathNoted
  | PersonLeftNoted
  | ContributionFreed
  | ContributionCarriedOut
  | ContributionBroughtIn
  | SubsidyNoted
  | SubsidyLost
  | TermStarted
  | DuesCancelled
  | DuesCarriedElsewhere
  | EntitlementOpened
  | EntitlementSuspended
  | EntitlementResumed
  | EntitlementWithdrawn;

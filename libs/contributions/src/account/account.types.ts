import type { Day, Minor } from '#kernel';

export type What = 'joining-fee' | 'contribution';

/** Why dues are called: on joining, for someone who joins later, for the next term, or on coming back after a lapse. */
export type CallReason = 'enrolment' | 'person-added' | 'renewal' | 'return';

/** Dues to be raised for persons of a term. */
export interface Call {
  readonly because: CallReason;
  readonly term: number;
  readonly persons: readonly string[];
  readonly on: Day;
  /** The plan in force on this day is applied. */
  readonly planOn: Day;
  /** Whole months owed; null: the whole term. */
  readonly months: number | null;
}

/**
 * What a fund was asked to carry of a due, and what it granted so far. Once `final` nothing more is awaited: what was
 * not granted is the member's.
 */
export interface SubsidyOfDue {
  readonly fund: string;
  readonly persons: number;
  readonly perPerson: Minor;
  readonly asked: Minor;
  readonly granted: Minor;
  readonly final: boolean;
}

/** One due of an account. `memberShare`, the subsidy (asked, or granted once final) and what was waived make `gross`. */
export interface Due {
  /** 1, 2, 3 … in the account: the order in which dues were raised. */
  readonly due: number;
  readonly what: What;
  readonly term: number;
  readonly persons: readonly string[];
  /** Of someone who joined a household later: opens rights for these persons only, once it is paid whole. */
  readonly later: boolean;
  readonly gross: Minor;
  readonly subsidy: SubsidyOfDue | null;
  readonly memberShare: Minor;
  /** Let off by a decision; absent while nothing was. */
  readonly waived?: Minor;
  /** Day of the last such decision: what it opens is open from then on, not from before. */
  readonly waivedOn?: Day;
  /** Part of the member share that opens rights. */
  readonly threshold: Minor;
  readonly raisedOn: Day;
  /** What of the member share is for months that persons who died or moved had lived, and are no longer counted in. */
  readonly settled?: Minor;
  /** What of the fund's part went on to other schemes with who moved; absent while nothing did. */
  readonly passedOn?: Minor;
}

/** What a receipt pays of a due. `on`: the date that counts, that of the receipt unless its credit was used later. */
export interface Allocation {
  readonly receipt: string;
  readonly due: number;
  readonly term: number;
  readonly what: What;
  readonly amount: Minor;
  readonly on: Day;
}

/** What is left of a receipt for dues to come. */
export interface Credit {
  readonly receipt: string;
  readonly amount: Minor;
  readonly on: Day;
  /** The plan says it is given back: it pays no dues, and waits for its voucher. Absent: it pays what comes. */
  readonly toRefund?: true;
}

/** Contribution of somebody who moved, for the whole months ahead. @unit `amount`: minor units */
export interface MovedMonths {
  readonly person: string;
  readonly months: number;
  readonly amount: Minor;
}

/** Accounts of a scheme's contribution journal. */
export type JournalAccount =
  | 'cash'
  | 'bank'
  | 'mobile-money'
  | 'suspense'
  | 'cash-differences'
  | 'contributions'
  | 'joining-fees'
  | 'member-credit'
  | 'subsidy-receivable'
  | 'other-schemes'
  | 'care-liaison';

/** Where the money of a receipt lies: at an operator, there and not known yet whose it is, or at the bank. In cash where nothing is said. */
export type NotCash = 'mobile-money' | 'suspense' | 'bank';

/** One side of a movement. The postings of an event add up to zero. @unit `amount`: minor units; debit above zero. */
export interface Posting {
  /** In whose books; absent: in those of the scheme that the event is of. */
  readonly scheme?: string;
  readonly account: JournalAccount;
  readonly amount: Minor;
}

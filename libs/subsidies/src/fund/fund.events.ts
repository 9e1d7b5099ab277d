import type { Currency, Day, DomainEvent, Minor, Period } from '#kernel';
import type { EnvelopeEvent } from '../envelope/envelope.events.js';
import type { Target } from './target.js';
import type { Balance, Posting } from '../ledger/postings.js';

/**
 * Why a fund grants nothing, or less than asked: SUB-001 exhausted, -002 not eligible, -003 outside its window, -004 its
 * cap is reached, -005 funders before it left nothing, -006 the person is carried already, as a member elsewhere.
 */
export type SubsidyCode = 'SUB-001' | 'SUB-002' | 'SUB-003' | 'SUB-004' | 'SUB-005' | 'SUB-006';

/** A part of the contribution, or of what the funders before this one left of it. @unit hundredths of a percent */
export interface Share {
  readonly of: 'gross' | 'residual';
  readonly rate_bps: number;
}

/** What one party owes the others, by a day. */
export interface Duty {
  readonly duty: string;
  readonly party: 'funder' | 'federation' | 'scheme' | 'support';
  readonly dueOn: Day;
}

/** What a funder and the federation agreed on. @unit `perPerson`, `capPerHousehold`, `capInAll`: minor units. */
export interface ContractTerms extends Target {
  readonly version: string;
  /** Most for one person and term; null when nothing limits it (and `share` says how much). */
  readonly perPerson: Minor | null;
  /** Absent: the amount per person, whatever others pay. */
  readonly share?: Share;
  /** Nobody is served in part: what does not carry a whole person stays in the fund. */
  readonly wholePersons: boolean;
  /** Requests dated from the first to the last of these days are heard. */
  readonly window: Period;
  /** Most that one household may get for one term; null when nothing limits it. */
  readonly capPerHousehold: Minor | null;
  /** Most that all households together may get under this version. */
  readonly capInAll?: Minor;
  /** Whole months that nobody lived to use, or that were granted twice, come back. */
  readonly clawback?: boolean;
  readonly duties?: readonly Duty[];
  /** It pays acts, through envelopes, and no contribution; so `perPerson` and `share` say nothing. */
  readonly forActs?: boolean;
}

/** A contract as it is in force: from a day on, until the next version's. */
export interface FundContract extends ContractTerms {
  readonly effectiveFrom: Day;
}

/** Whose money it is about. `scheme` is the household's: the log's own column names whoever caused the movement. */
export interface HouseholdTerm {
  readonly scheme: string;
  readonly household: string;
  readonly term: number;
}

/**
 * Where a household's term stands after the event. @unit amounts in minor units, `served` and `waiting` in persons;
 * `total`: all that was granted for the term, `reserved` and `committed`: what of it is not settled yet.
 */
export interface Standing {
  readonly total: Minor;
  readonly reserved: Minor;
  readonly committed: Minor;
  readonly served: number;
  readonly waiting: number;
  readonly reason: SubsidyCode | null;
}

/** A movement of money: postings that add up to zero, and the fund's balance after them. */
interface Movement {
  readonly amount: Minor;
  readonly postings: readonly Posting[];
  readonly balance: Balance;
}

interface OfFund {
  readonly fund: string;
  readonly currency: Currency;
}

interface OfHousehold extends OfFund, HouseholdTerm {
  readonly standing: Standing;
  /** The agreement under which several funds carry the term; absent when one does. */
  readonly cofunding?: string;
}

/** A funder entrusts money to the federation, on the terms of a contract that never changes. */
export type FundOpened = DomainEvent<
  'subsidies.FundOpened',
  1,
  OfFund & { readonly funder: string; readonly contract: FundContract }
>;

/** A new version of the contract: for requests dated from its first day. Requests already made keep theirs. */
export type FundAmended = DomainEvent<'subsidies.FundAmended', 1, OfFund & { readonly contract: FundContract }>;

/** The funder's money arrived. @source the bank's advice, by its reference. */
export type FundingReceived = DomainEvent<
  'subsidies.FundingReceived',
  1,
  OfFund &
    Movement & {
      readonly reference: string;
      readonly receivedOn: Day;
      /** The invoice it pays; absent when it pays none. */
      readonly invoice?: string;
    }
>;

/** A funder promised money: households are served on it before it arrives. @source its letter, by its reference. */
export type FundingPledged = DomainEvent<
  'subsidies.FundingPledged',
  1,
  OfFund & Movement & { readonly reference: string; readonly pledgedOn: Day }
>;

/** What a term earned of the fund since the last invoice; below zero where it was taken back. */
export interface InvoiceLine extends HouseholdTerm {
  readonly persons: number;
  readonly amount: Minor;
}

/** The funder is asked for what schemes earned on its promise. The list names nobody: pseudonyms and counts. */
export type InvoiceDrawnUp = DomainEvent<
  'subsidies.InvoiceDrawnUp',
  1,
  OfFund & {
    readonly invoice: string;
    readonly amount: Minor;
    readonly drawnUpOn: Day;
    readonly dueOn: Day;
    readonly households: number;
    readonly persons: number;
    readonly lines: readonly InvoiceLine[];
  }
>;

/** The funder says how much of an invoice it owes. */
export type InvoiceAcknowledged = DomainEvent<
  'subsidies.InvoiceAcknowledged',
  1,
  OfFund & { readonly invoice: string; readonly amount: Minor; readonly acknowledgedOn: Day }
>;

/** What a request asked. `elsewhere`: whom of its persons a fund carries already, as members of another household. */
interface Asked {
  readonly persons: number;
  readonly perPerson: Minor;
  readonly elsewhere?: readonly string[];
}

/** A household's request was heard and has its place in the queue: by date of request, then by arrival. */
export type SubsidyRequested = DomainEvent<
  'subsidies.SubsidyRequested',
  1,
  OfHousehold & {
    readonly place: string;
    /** What the contract lets the request have: persons, amount per person and in all. */
    readonly persons: number;
    readonly perPerson: Minor;
    readonly amount: Minor;
    readonly wholePersons: boolean;
    /** What was asked, and the contract version that was applied to it. */
    readonly asked: Asked;
    readonly contract: string;
    readonly requestedOn: Day;
    readonly cut: SubsidyCode | null;
  }
>;

/** The fund is not for this request: nothing is kept for it. */
export type SubsidyDeclined = DomainEvent<
  'subsidies.SubsidyDeclined',
  1,
  OfHousehold & {
    readonly reason: SubsidyCode;
    readonly asked: Asked;
    readonly contract: string | null;
    readonly requestedOn: Day;
  }
>;

/** Money was set aside for a request, whole or in part. `left` and `leftPersons`: what of the request still waits. */
export type SubsidyReserved = DomainEvent<
  'subsidies.SubsidyReserved',
  1,
  OfHousehold & Movement & { readonly place: string; readonly left: Minor; readonly leftPersons: number }
>;

/** The fund is exhausted (or others wait before): the request keeps its place. */
export type SubsidyKeptWaiting = DomainEvent<
  'subsidies.SubsidyKeptWaiting',
  1,
  OfHousehold & { readonly place: string }
>;

/** Cover opened: the money reserved for the term is owed to the scheme. */
export type SubsidyCommitted = DomainEvent<'subsidies.SubsidyCommitted', 1, OfHousehold & Movement>;

/** Cover was withdrawn though the dues stand: the money stays set aside for the household, and is owed to nobody yet. */
export type CommitmentUndone = DomainEvent<'subsidies.CommitmentUndone', 1, OfHousehold & Movement>;

/** The dues are void: the money goes back to the fund, and what waited of the term waits no more. */
export type SubsidyReleased = DomainEvent<
  'subsidies.SubsidyReleased',
  1,
  OfHousehold & Movement & { readonly releasedOn: Day }
>;

export type ClawbackCause = 'death' | 'duplicate';

/**
 * Whole months of a person's subsidy that were not earned come back: what was not paid yet is not owed any more, what
 * was is owed by the scheme and serves others from now on. `person`: pseudonym.
 */
export type SubsidyClawedBack = DomainEvent<
  'subsidies.SubsidyClawedBack',
  1,
  OfHousehold &
    Movement & {
      readonly person: string;
      readonly cause: ClawbackCause;
      readonly unearnedMonths: number;
      readonly months: number;
      readonly fromSettled: Minor;
      readonly clawedBackOn: Day;
    }
>;

/** A committee identified households that the fund is for. @source the committee's minutes, by their number. */
export type BeneficiariesListed = DomainEvent<
  'subsidies.BeneficiariesListed',
  1,
  OfFund & {
    readonly decision: string;
    readonly households: readonly { readonly scheme: string; readonly household: string }[];
    readonly decidedOn: Day;
  }
>;

/** A duty of the contract was met. */
export type DutyMet = DomainEvent<'subsidies.DutyMet', 1, OfFund & { readonly duty: string; readonly metOn: Day }>;

/** A duty that is not met was recalled: so many days before it is due, or since it was (below zero). @unit `days` */
export type DutyReminded = DomainEvent<
  'subsidies.DutyReminded',
  1,
  OfFund & Duty & { readonly days: number; readonly remindedOn: Day }
>;

/** All that was committed for a scheme was paid to it. */
export type SubsidySettled = DomainEvent<
  'subsidies.SubsidySettled',
  1,
  OfFund & Movement & { readonly scheme: string; readonly reference: string; readonly settledOn: Day }
>;

export type FundEvent =
  | FundOpened
  | FundAmended
  | FundingReceived
  | SubsidyRequested
  | SubsidyDeclined
  | SubsidyReserved
  | SubsidyKeptWaiting
  | SubsidyCommitted
  | CommitmentUndone
  | SubsidyReleased
  | SubsidyClawedBack
  | FundingPledged
  | InvoiceDrawnUp
  | InvoiceAcknowledged
  | BeneficiariesListed
  | DutyMet
  | DutyReminded
  | EnvelopeEvent
  | SubsidySettled;

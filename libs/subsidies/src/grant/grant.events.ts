import type { Currency, Day, DomainEvent, Minor, Period } from '#kernel';
import type { Balance, Posting } from '../ledger/postings.js';

/** Why an expense is not carried: SUB-001 what was released does not suffice, -002 not eligible, -003 outside the period. */
export type GrantCode = 'SUB-001' | 'SUB-002' | 'SUB-003';

/**
 * A part of a grant. It is released after the one before it, once so much of all that was released is justified and
 * these deliverables are there. @unit `amount`: minor units; `afterJustified_bps`: hundredths of a percent.
 */
export interface Tranche {
  readonly amount: Minor;
  readonly afterJustified_bps: number;
  readonly deliverables: readonly string[];
}

/** What a support structure and the federation agreed on. It serves the whole community, or members only. */
export interface GrantTerms {
  readonly currency: Currency;
  readonly scope: 'community' | 'members';
  /** Villages it is for; all when empty. */
  readonly villages: readonly string[];
  /** Kinds of expense it carries. */
  readonly categories: readonly string[];
  /** Expenses dated from the first to the last of these days are heard. */
  readonly period: Period;
  readonly tranches: readonly Tranche[];
  /** Days by which the federation reports, rising. */
  readonly reportsDue: readonly Day[];
}

interface OfGrant {
  readonly grant: string;
}

/** A movement of the grant's money. `fund` is the name it has in the journal of restricted money. */
interface Movement extends OfGrant {
  readonly fund: string;
  readonly currency: Currency;
  readonly amount: Minor;
  readonly postings: readonly Posting[];
  readonly balance: Balance;
}

export interface Expense {
  /** Number of the voucher: one is booked once. */
  readonly expense: string;
  readonly category: string;
  readonly village: string | null;
  readonly amount: Minor;
  readonly spentOn: Day;
}

/** A grant was signed, with what each party owes the other. It never changes. */
export type GrantSigned = DomainEvent<
  'subsidies.GrantSigned',
  1,
  OfGrant & GrantTerms & { readonly funder: string; readonly signedOn: Day }
>;

/** A tranche arrived. @source the bank's advice, by its reference. */
export type GrantTrancheReleased = DomainEvent<
  'subsidies.GrantTrancheReleased',
  1,
  Movement & { readonly tranche: number; readonly reference: string; readonly receivedOn: Day }
>;

/** An expense was justified by its voucher and is carried by the grant. */
export type GrantExpenseJustified = DomainEvent<'subsidies.GrantExpenseJustified', 1, Movement & Expense>;

/** An expense is not carried; it never counts as justified. `left`: what of the released money is not spent. */
export type GrantExpenseDeclined = DomainEvent<
  'subsidies.GrantExpenseDeclined',
  1,
  OfGrant & Expense & { readonly reason: GrantCode; readonly left: Minor }
>;

/** Something that was promised for the grant is there. */
export type GrantDeliverableMet = DomainEvent<
  'subsidies.GrantDeliverableMet',
  1,
  OfGrant & { readonly deliverable: string; readonly metOn: Day }
>;

/** A report was handed in. */
export type GrantReportSubmitted = DomainEvent<
  'subsidies.GrantReportSubmitted',
  1,
  OfGrant & { readonly dueOn: Day; readonly submittedOn: Day }
>;

/** What was released and not spent went back to the funder; the grant is closed. */
export type GrantRemainderRepaid = DomainEvent<
  'subsidies.GrantRemainderRepaid',
  1,
  Movement & { readonly reference: string; readonly repaidOn: Day }
>;

export type GrantEvent =
  | GrantSigned
  | GrantTrancheReleased
  | GrantExpenseJustified
  | GrantExpenseDeclined
  | GrantDeliverableMet
  | GrantReportSubmitted
  | GrantRemainderRepaid;

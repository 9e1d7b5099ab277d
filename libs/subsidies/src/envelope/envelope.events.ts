import type { Currency, Day, DomainEvent, Minor, Period } from '#kernel';
import type { ForPersons } from './for-persons.types.js';
import type { Balance, Posting } from '../ledger/postings.js';

/** What the funder pays of some acts, or of the copayment on them. */
export interface EnvelopePart {
  /** Null: every act. */
  readonly acts: readonly string[] | null;
  /** `act`: before the scheme's share. `copay`: of what the member would bear as copayment. */
  readonly of: 'act' | 'copay';
  readonly rate_bps: number;
}

export interface EnvelopeTerms {
  readonly parts: readonly EnvelopePart[];
  /** By day of care, both ends inside. */
  readonly window: Period;
  /** Pseudonyms of the households it is for; null: every household of the scheme. */
  readonly households: readonly string[] | null;
  /** Several funders share an act by this, the lowest first. */
  readonly priority: number;
  /** Persons of one sex or of some ages, on the day of care; everybody when absent. */
  readonly persons?: ForPersons;
  /** Providers whose acts it pays; all when absent. */
  readonly providers?: readonly string[];
}

interface OfEnvelope {
  readonly fund: string;
  readonly currency: Currency;
  /** The scheme whose members' acts it pays. */
  readonly scheme: string;
}

interface Movement {
  readonly amount: Minor;
  readonly postings: readonly Posting[];
  readonly balance: Balance;
}

/** Money was set aside for acts in one scheme. `granted`: all that was, under the terms that hold from now on. */
export type EnvelopeGranted = DomainEvent<
  'subsidies.EnvelopeGranted',
  1,
  OfEnvelope &
    Movement & {
      /** Of the funder's letter: one reference is booked once. */
      readonly reference: string;
      readonly terms: EnvelopeTerms;
      readonly granted: Minor;
      readonly grantedOn: Day;
    }
>;

/** What is not spent is asked back; the scheme's claims say how much that is. */
export type EnvelopeClosing = DomainEvent<
  'subsidies.EnvelopeClosing',
  1,
  OfEnvelope & { readonly terms: EnvelopeTerms; readonly granted: Minor; readonly closedOn: Day }
>;

/**
 * What one claim has of an envelope now. A key stands for the claim, and for the household too where the envelope names
 * acts: its funder is not to know who suffers from what.
 */
export interface EnvelopeDraw {
  readonly household: string;
  readonly claim: string;
  readonly amount: Minor;
}

/** Claims drew on it, or gave back when `amount` is negative. `revision`: of what the scheme's claims told last. */
export type EnvelopeUsed = DomainEvent<
  'subsidies.EnvelopeUsed',
  1,
  OfEnvelope &
    Movement & {
      readonly spent: Minor;
      readonly settled: Minor;
      readonly revision: number;
      readonly usedOn: Day;
      /** The claim it is about; absent where claims told sums only. */
      readonly draw?: EnvelopeDraw;
    }
>;

/** The rest is free in the fund again. */
export type EnvelopeReleased = DomainEvent<
  'subsidies.EnvelopeReleased',
  1,
  OfEnvelope & Movement & { readonly granted: Minor; readonly releasedOn: Day }
>;

/** The scheme was paid what it had laid out for the funder. */
export type EnvelopeSettled = DomainEvent<
  'subsidies.EnvelopeSettled',
  1,
  OfEnvelope & Movement & { readonly settled: Minor; readonly reference: string; readonly settledOn: Day }
>;

export type EnvelopeEvent = EnvelopeGranted | EnvelopeClosing | EnvelopeUsed | EnvelopeReleased | EnvelopeSettled;

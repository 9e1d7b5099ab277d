import type { Band, Currency, Day, Minor, Period } from '#kernel';
import type { Category, FundShare, Twin } from './household.events.js';

interface OfTerm {
  readonly scheme: string;
  readonly household: string;
  readonly term: number;
}

/** What a household's subsidies learn from elsewhere. */
export type HouseholdCommand =
  /** One of several funds says where it stands with the term. */
  | (OfTerm & {
      readonly type: 'NoteFundShare';
      readonly cofunding: string;
      readonly fund: string;
      readonly currency: Currency;
      readonly share: FundShare;
      readonly released: Minor;
      readonly on: Day;
    })
  | (OfTerm & { readonly type: 'NoteTermStarted'; readonly period: Period })
  /** A household was enrolled in a village. */
  | {
      readonly type: 'NotePlace';
      readonly scheme: string;
      readonly household: string;
      readonly section: string;
      readonly enrolledOn: Day;
    }
  /** Persons joined it, by band. */
  | {
      readonly type: 'NotePersons';
      readonly scheme: string;
      readonly household: string;
      readonly joined: readonly { readonly band: Band; readonly persons: number }[];
      readonly on: Day;
    }
  | {
      readonly type: 'NoteGroup';
      readonly scheme: string;
      readonly household: string;
      readonly group: string;
      readonly joined: boolean;
      readonly on: Day;
    }
  | (Category & { readonly type: 'NoteCategory'; readonly scheme: string; readonly household: string })
  /** It was decided that somebody of it is registered in another household too, or is not after all. */
  | {
      readonly type: 'NoteDuplicate';
      readonly scheme: string;
      readonly household: string;
      readonly person: string;
      readonly twin: Twin;
      readonly same: boolean;
      readonly on: Day;
    }
  | {
      readonly type: 'NoteDeath';
      readonly scheme: string;
      readonly household: string;
      readonly person: string;
      readonly diedOn: Day;
    };

import type { Currency, Day, Minor } from '#kernel';
import type { Cofunded } from '../household/household.events.js';
import type { ClawbackCause, HouseholdTerm } from './fund.events.js';

/** What is asked of a fund for a household's term. `scheme` is the household's. */
export type ReservationCommand =
  | (HouseholdTerm & {
      readonly type: 'RequestSubsidy';
      readonly fund: string;
      readonly persons: number;
      readonly perPerson: Minor;
      /** Of the dues: a fund carries only dues of its own currency. */
      readonly currency: Currency;
      readonly requestedOn: Day;
      /** Whom the money is for, by pseudonym, where that is known. */
      readonly named?: readonly string[];
      /** Whom of the household a fund carries already, as members of another one; absent for nobody. */
      readonly elsewhere?: readonly string[];
      /** When several funds carry the term, one after the other: each sees what those before it left. */
      readonly cofunded?: Cofunded;
    })
  /** Cover opened: the scheme earns the money. */
  | (HouseholdTerm & { readonly type: 'CommitReservation'; readonly committedOn: Day })
  /** Cover was withdrawn, the dues stand: the money is kept for the household. */
  | (HouseholdTerm & { readonly type: 'UndoCommitment'; readonly undoneOn: Day })
  /** The dues are void: the money goes back to the fund. */
  | (HouseholdTerm & { readonly type: 'ReleaseReservation'; readonly releasedOn: Day })
  /** Months of a person's cover that nobody will use, or that were granted twice. */
  | (HouseholdTerm & {
      readonly type: 'ClawBack';
      readonly person: string;
      readonly cause: ClawbackCause;
      readonly unearnedMonths: number;
      readonly months: number;
      readonly clawedBackOn: Day;
    });

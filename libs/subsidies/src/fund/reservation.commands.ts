import type { Currency, Day, Minor } from '#kernel';
import type { HouseholdTerm } from './fund.events.js';

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
    })
  /** Cover opened: the scheme earns the money. */
  | (HouseholdTerm & { readonly type: 'CommitReservation'; readonly committedOn: Day })
  /** Cover was withdrawn, the dues stand: the money is kept for the household. */
  | (HouseholdTerm & { readonly type: 'UndoCommitment'; readonly undoneOn: Day })
  /** The dues are void: the money goes back to the fund. */
  | (HouseholdTerm & { readonly type: 'ReleaseReservation'; readonly releasedOn: Day });

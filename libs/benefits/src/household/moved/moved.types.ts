import type { Day } from '#kernel';
import type { Usage } from '../household.types.js';

/** Where a person went from a household, and from which day on they are of that one. */
export interface HandedOn {
  readonly transfer: string;
  readonly toScheme: string;
  readonly toHousehold: string;
  readonly on: Day;
}

/** What one claim of before the move used, under the keys of the scheme that receives. */
export interface BroughtUse {
  /** Household the claim was booked in; a claim's number is its scheme's own. */
  readonly household: string;
  readonly claim: string;
  readonly governs: Day;
  readonly usage: Usage;
  /** The claim is of this very household: the person went away and came back. Absent where it is not. */
  readonly here?: true;
}

/** An act of before the move under the key of the scheme that receives; `attested`: no accepted claim line. */
export interface BroughtAct {
  readonly key: string;
  readonly on: Day;
  readonly attested: boolean;
}

/** What a person brings into a household from the one they left. */
export interface BroughtIn {
  readonly transfer: string;
  /** Day of the move: what was used before it counts in the cover period that holds this day. */
  readonly on: Day;
  readonly uses: readonly BroughtUse[];
  /** Evidence, and days between two acts, know no period. */
  readonly acts: readonly BroughtAct[];
}

import type { Day } from '#kernel';
import type { Expense, GrantTerms } from './grant.events.js';

/** What may be asked of a grant. `RepayGrantRemainder` closes it. */
export type GrantCommand =
  | {
      readonly type: 'SignGrant';
      readonly grant: string;
      readonly funder: string;
      readonly terms: GrantTerms;
      readonly signedOn: Day;
      /** Looked up by the handler: the funder has its own stream. */
      readonly funderRegistered: boolean;
    }
  | {
      readonly type: 'ReleaseGrantTranche';
      readonly grant: string;
      /** 1, 2, 3, … in the order of the contract. */
      readonly tranche: number;
      readonly reference: string;
      readonly receivedOn: Day;
    }
  | (Expense & { readonly type: 'RecordGrantExpense'; readonly grant: string })
  | {
      readonly type: 'RecordGrantDeliverable';
      readonly grant: string;
      readonly deliverable: string;
      readonly metOn: Day;
    }
  | { readonly type: 'SubmitGrantReport'; readonly grant: string; readonly dueOn: Day; readonly submittedOn: Day }
  | {
      readonly type: 'RepayGrantRemainder';
      readonly grant: string;
      readonly reference: string;
      readonly repaidOn: Day;
    };

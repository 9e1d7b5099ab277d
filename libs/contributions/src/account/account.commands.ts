import type { Currency, Day, Minor } from '#kernel';
import type { Plan } from '../plan/plan.state.js';
import type { MovedMonths, NotCash } from './account.types.js';

/** What the edge adds to each command: whose household it must be, which day it is there, who asks, and the plans. */
export interface AccountContext {
  readonly scheme: string;
  readonly household: string;
  readonly recordedOn: Day;
  readonly actor: string;
  /** Every published version of the product's plan, by the day it takes effect. */
  readonly plans: readonly Plan[];
}

/** @unit `amount`: minor units of the account's currency. */
export interface RecordReceipt {
  readonly type: 'RecordReceipt';
  readonly receipt: string;
  readonly amount: Minor;
  /** The date the receipt bears. */
  readonly receivedOn: Day;
  readonly collector?: string;
  /** The till the money is put in; none where the scheme keeps no tills. */
  readonly till?: string;
  /** A second person who agrees that a receipt is entered long after its date; not the one who enters it. */
  readonly approvedBy?: string;
  /** Where the money lies; absent: it is cash. Only a payment that was read says so, or money in suspense. */
  readonly from?: NotCash;
}

export interface VoidReceipt {
  readonly type: 'VoidReceipt';
  readonly receipt: string;
  readonly voidedOn: Day;
  readonly reason: string;
  /** The money went back to where it lay: said by whoever undoes a payment, never by who voids paper. */
  readonly from?: NotCash;
}

/**
 * A household's credit is given back to it, by a second person's leave.
 * @unit `amount`: minor units of the account's currency.
 */
export interface RefundCredit {
  readonly type: 'RefundCredit';
  /** Number of the payment voucher. */
  readonly refund: string;
  readonly amount: Minor;
  readonly paidOn: Day;
  /** The till it is paid from. */
  readonly till?: string;
  readonly approvedBy: string;
}

/** Part of what is owed for a term is let off, by a decision of the organ that may. */
export interface WaiveDues {
  readonly type: 'WaiveDues';
  readonly term: number;
  readonly amount: Minor;
  readonly decision: string;
  readonly decidedOn: Day;
  readonly approvedBy: string;
}

/** What membership said, in our words. */
export type MembershipNote =
  | {
      readonly type: 'NoteEnrolment';
      readonly product: string;
      readonly term: number;
      readonly persons: readonly string[];
      readonly enrolledOn: Day;
      /** Who entered the household; absent where nobody said. */
      readonly enrolledBy?: string;
    }
  | {
      readonly type: 'NotePersonAdded';
      readonly product: string;
      readonly term: number;
      readonly person: string;
      readonly addedOn: Day;
      readonly months: number;
      readonly charged: boolean;
    }
  | { readonly type: 'NoteDeath'; readonly person: string; readonly diedOn: Day }
  | { readonly type: 'NotePersonLeft'; readonly person: string; readonly on: Day }
  | {
      readonly type: 'NoteTransferOut';
      readonly transfer: string;
      readonly toScheme: string;
      readonly toHousehold: string;
      readonly on: Day;
      readonly persons: readonly { readonly person: string; readonly months: number }[];
    }
  | {
      readonly type: 'NoteBroughtIn';
      readonly transfer: string;
      readonly fromScheme: string;
      readonly on: Day;
      readonly persons: readonly MovedMonths[];
      readonly credit: Minor;
      readonly currency: Currency;
    }
  | {
      readonly type: 'NoteRenewalOpened';
      readonly product: string;
      readonly term: number;
      readonly from: Day;
      readonly persons: readonly string[];
      readonly opensOn: Day;
    }
  | {
      readonly type: 'NoteTermStarted';
      readonly term: number;
      readonly from: Day;
      readonly to: Day;
      readonly renewalOpensOn?: Day;
    }
  | {
      readonly type: 'NoteTermAbandoned';
      readonly term: number;
      readonly on: Day;
      readonly because: 'lapsed' | 'cancelled' | 'carried-elsewhere';
    };

/** What a fund said, in our words. */
export type FundNote =
  | {
      readonly type: 'NoteSubsidyReserved';
      readonly fund: string;
      readonly term: number;
      readonly amount: Minor;
      readonly served: number;
      readonly waiting: number;
      readonly reason: string | null;
      readonly on: Day;
    }
  | { readonly type: 'NoteSubsidyReleased'; readonly fund: string; readonly term: number; readonly on: Day };

export type AccountRequest =
  | VoidReceipt
  | RefundCredit
  | WaiveDues
  | MembershipNote
  | FundNote
  | { readonly type: 'CloseAccountDay'; readonly day: Day };

export type AccountCommand = AccountRequest & AccountContext;
export type Of<Type extends AccountRequest['type']> = Extract<AccountRequest, { type: Type }> & AccountContext;

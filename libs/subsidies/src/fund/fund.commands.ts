import type { Currency, Day, Minor } from '#kernel';
import type { ContractTerms } from './fund.events.js';

/** What may be asked of a fund itself; what households ask of it is in reservation.commands.ts. */
export type FundCommand =
  | {
      readonly type: 'OpenFund';
      readonly fund: string;
      readonly funder: string;
      readonly currency: Currency;
      readonly contract: ContractTerms;
      /** Looked up by the handler: the funder has its own stream. */
      readonly funderRegistered: boolean;
    }
  | { readonly type: 'AmendFund'; readonly fund: string; readonly contract: ContractTerms; readonly effectiveFrom: Day }
  | {
      readonly type: 'RecordFunding';
      readonly fund: string;
      /** Of the bank's advice: one reference is booked once. */
      readonly reference: string;
      readonly amount: Minor;
      readonly receivedOn: Day;
      /** The invoice it pays, if any. */
      readonly invoice?: string;
    }
  | {
      readonly type: 'RecordPledge';
      readonly fund: string;
      readonly reference: string;
      readonly amount: Minor;
      readonly pledgedOn: Day;
    }
  | {
      readonly type: 'DrawUpInvoice';
      readonly fund: string;
      readonly invoice: string;
      readonly drawnUpOn: Day;
      readonly dueOn: Day;
    }
  | {
      readonly type: 'AcknowledgeInvoice';
      readonly fund: string;
      readonly invoice: string;
      readonly amount: Minor;
      readonly acknowledgedOn: Day;
    }
  /** An identification committee's decision, with its list. */
  | {
      readonly type: 'ListBeneficiaries';
      readonly fund: string;
      readonly decision: string;
      readonly households: readonly { readonly scheme: string; readonly household: string }[];
      readonly decidedOn: Day;
    }
  | { readonly type: 'RecordDutyMet'; readonly fund: string; readonly duty: string; readonly metOn: Day }
  /** Says what is due soon and what is late, as of a day. */
  | { readonly type: 'RemindDuties'; readonly fund: string; readonly on: Day }
  | { readonly type: 'SettleFund'; readonly fund: string; readonly reference: string; readonly settledOn: Day };

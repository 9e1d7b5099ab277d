import type { Currency, Day, Minor } from '#kernel';

/** A decision, or correction, the provider is owed for (or owes, when negative), as the log holds it. */
export interface PayableEntry {
  readonly position: number;
  readonly claim: string;
  readonly decision: number;
  readonly amount: Minor;
  readonly currency: Currency;
  readonly recordedOn: Day;
  /** Somebody is to look at the claim first: it waits for a later remittance. */
  readonly underReview?: boolean;
}

/** Approves what somebody else prepared. */
export interface ApproveRemittance {
  readonly type: 'ApproveRemittance';
  readonly remittance: string;
  readonly actor: string;
  readonly preparedBy: string | null;
  readonly on: Day;
}

/** Says that the money went out. */
export interface ConfirmPayment {
  readonly type: 'ConfirmPayment';
  readonly remittance: string;
  readonly paidOn: Day;
  readonly recordedOn: Day;
  readonly reference: string;
}

/** Pays a provider what was decided up to a day and not paid before. */
export interface IssueRemittance {
  readonly type: 'IssueRemittance';
  readonly remittance: string;
  readonly scheme: string;
  readonly provider: string;
  readonly issuedOn: Day;
  readonly upTo: Day;
  /** In the order of the log. */
  readonly entries: readonly PayableEntry[];
}

import type { Currency, Day, Minor } from '#kernel';
import type { MessagesOf } from '#messaging';

/** What benefits promises the other contexts: outcomes and francs, never an act, a reason or a diagnosis. */
export interface BenefitsContracts {
  'benefits.claim-decided.v1': {
    claim: string;
    household: string | null;
    provider: string;
    status: 'approved' | 'rejected' | 'pended' | 'reversed';
    currency: Currency;
    schemeShare: Minor;
    decision: number;
    serviceDate: Day;
  };
  /**
   * A scheme's provider treated another scheme's member: by this decision the home scheme owes the host so much more, or
   * less when below zero. What was treated, and who was, stays here.
   */
  'benefits.host-care-owed.v1': {
    claim: string;
    decision: number;
    home: string;
    host: string;
    currency: Currency;
    amount: Minor;
    on: Day;
  };
  /**
   * What decisions have drawn on a funder’s envelope in all, and whether nothing more will be: sums, no claim and no act.
   * `draw`: what one claim has of it now. A key that differs from envelope to envelope stands for the claim, and for the
   * household too where the envelope names acts.
   */
  'benefits.envelope-used.v1': {
    envelope: string;
    currency: Currency;
    spent: Minor;
    closed: boolean;
    on: Day;
    draw?: { household: string; claim: string; amount: Minor };
  };
  'benefits.remittance-issued.v1': {
    remittance: string;
    provider: string;
    currency: Currency;
    net: Minor;
    issuedOn: Day;
  };
  'benefits.remittance-approved.v1': {
    remittance: string;
    provider: string;
    currency: Currency;
    net: Minor;
    approvedOn: Day;
  };
  'benefits.remittance-paid.v1': {
    remittance: string;
    provider: string;
    currency: Currency;
    net: Minor;
    paidOn: Day;
    /** The bank's or the operator's, by which the money is found again. */
    reference: string;
  };
  /** Every key of a person is gone here: what names or treats them is unreadable. */
  'benefits.person-forgotten.v1': { person: string; on: Day };
}
export type BenefitsMessage = MessagesOf<BenefitsContracts>;

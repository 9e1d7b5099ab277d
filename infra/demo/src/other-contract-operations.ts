import type { Currency, Day, Minor } from '#kernel';

interface OfAccount {
  readonly scheme: string;
  readonly account: string;
}
interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** What is asked of contracts beside the matched fund: grants, scholarships, partners. */
export interface OtherContractOperations {
  SignGrant: {
    readonly grant: string;
    readonly funder: string;
    readonly currency: Currency;
    readonly villages: readonly string[];
    readonly categories: readonly string[];
    readonly period: Period;
    readonly tranches: readonly { readonly amount: Minor; readonly afterJustifiedPercent?: number }[];
    readonly reportsDue: readonly Day[];
    readonly signedOn: Day;
  };
  ReleaseGrantTranche: {
    readonly grant: string;
    readonly tranche: number;
    readonly reference: string;
    readonly receivedOn: Day;
  };
  RecordGrantExpense: {
    readonly grant: string;
    readonly expense: string;
    readonly category: string;
    readonly village: string;
    readonly amount: Minor;
    readonly spentOn: Day;
  };
  OpenEducationAccount: OfAccount & {
    readonly household: string;
    readonly child: string;
    readonly fund: string;
    readonly currency: Currency;
    readonly openedOn: Day;
  };
  DepositSavings: OfAccount & {
    readonly reference: string;
    readonly schoolYear: number;
    readonly amount: Minor;
    readonly depositedOn: Day;
  };
  AcceptSchoolProof: OfAccount & { readonly schoolYear: number; readonly proof: string; readonly provedOn: Day };
  PaySchool: OfAccount & {
    readonly reference: string;
    readonly schoolYear: number;
    readonly amount: Minor;
    readonly paidOn: Day;
  };
  RegisterPartner: {
    readonly partner: string;
    readonly name: string;
    readonly needs: readonly string[];
    readonly formal: boolean;
    readonly registeredOn: Day;
  };
  AgreePartnerQuota: {
    readonly partner: string;
    readonly quota: string;
    readonly period: Period;
    readonly households: number;
    readonly agreedOn: Day;
  };
  ReferHousehold: {
    readonly scheme: string;
    readonly partner: string;
    readonly referral: string;
    readonly household: string;
    readonly need: string;
    readonly decision: string;
    readonly identifiedOn: Day;
  };
}

import type { Currency, Day, Minor } from '#kernel';
import type { OtherContractOperations } from './other-contract-operations.js';

export type Sex = 'F' | 'M';
export type Relation = 'policyholder' | 'spouse' | 'child' | 'parent' | 'other';

interface OfScheme {
  readonly scheme: string;
}
interface OfHousehold extends OfScheme {
  readonly household: string;
}

export interface NamedPerson {
  readonly person: string;
  readonly name: string;
  readonly sex: Sex;
  readonly birthDate: Day;
  readonly relation: Relation;
}

export interface ClaimLine {
  readonly act: string;
  readonly quantity: number;
  readonly unitPrice: Minor;
  readonly item?: string;
}

/** A claim as a provider writes it down. */
export interface ClaimForm {
  readonly claim: string;
  readonly provider: string;
  readonly beneficiary: string;
  readonly serviceDate: Day;
  readonly receivedOn?: Day;
  readonly admittedOn?: Day;
  readonly dischargedOn?: Day;
  readonly emergency?: boolean;
  readonly diagnosis?: string;
  readonly lines: readonly ClaimLine[];
}

/** What the demo asks of the federation's programme, each operation under the name it has in the HTTP API. */
export interface Operations extends OtherContractOperations {
  RegisterFunder: { readonly funder: string; readonly name: string };
  OpenFund: {
    readonly fund: string;
    readonly funder: string;
    readonly currency: Currency;
    readonly contract: {
      readonly version: string;
      readonly perPerson?: Minor;
      readonly share?: { readonly of: 'gross' | 'residual'; readonly percent: number };
      readonly wholePersons?: boolean;
      readonly window: { readonly from: Day; readonly to: Day };
      readonly capPerHousehold: Minor | null;
      readonly duties?: readonly { readonly duty: string; readonly party: 'federation'; readonly dueOn: Day }[];
    };
  };
  RecordFunding: {
    readonly fund: string;
    readonly reference: string;
    readonly amount: Minor;
    readonly receivedOn: Day;
  };
  SettleFund: { readonly fund: string; readonly reference: string; readonly settledOn: Day };

  RegisterScheme: OfScheme & {
    readonly name: string;
    readonly federation: string;
    readonly currency: Currency;
    readonly timezone: string;
  };
  OpenSection: OfScheme & { readonly section: string; readonly name: string };
  PublishCoverRules: OfScheme & {
    readonly product: string;
    readonly version: string;
    readonly effectiveFrom: Day;
    readonly coverMonths: number;
    readonly graceDays: number;
    readonly newbornDeclarationDays: number;
    readonly backdatingDays: number;
    readonly renewalOpensDaysBefore: number;
  };
  EnrolHousehold: OfHousehold & {
    readonly product: string;
    readonly section: string;
    readonly policyholder: string;
    readonly persons: readonly NamedPerson[];
    readonly enrolledOn: Day;
  };
  TakeOverCover: OfHousehold & { readonly from: Day; readonly to: Day; readonly waitingFrom?: Day };
  CancelEnrolment: OfHousehold & { readonly on: Day };
  AddPerson: OfHousehold & NamedPerson & { readonly addedOn: Day };
  DeclareBirth: OfHousehold & {
    readonly person: string;
    readonly name: string;
    readonly sex: Sex;
    readonly bornOn: Day;
    readonly declaredOn: Day;
  };
  RecordDeath: OfHousehold & { readonly person: string; readonly diedOn: Day; readonly declaredOn: Day };
  CloseDay: OfScheme & { readonly day: Day };

  PublishPlan: OfScheme & {
    readonly product: string;
    readonly version: string;
    readonly effectiveFrom: Day;
    readonly currency: Currency;
    readonly joiningFee: Minor;
    readonly contributionPerPerson: Minor;
    readonly months: number;
    readonly thresholdPercent: number;
    readonly balanceDueMonths: number | null;
    readonly subsidy: { readonly fund: string; readonly perPerson: Minor } | null;
  };
  RecordReceipt: OfHousehold & {
    readonly receipt: string;
    readonly amount: Minor;
    readonly receivedOn: Day;
    readonly collector?: string;
  };
  VoidReceipt: OfHousehold & {
    readonly receipt: string;
    readonly voidedOn: Day;
    readonly reason: 'bounced' | 'duplicate' | 'entryError' | 'other';
  };

  PublishPackage: OfScheme & { readonly product: string } & Readonly<Record<string, unknown>>;
  PublishTariff: OfScheme & { readonly tariff: string } & Readonly<Record<string, unknown>>;
  ContractProvider: OfScheme & {
    readonly provider: string;
    readonly sector: 'public' | 'faithBased' | 'private';
    readonly level: string;
    readonly from: Day;
  };
  RegisterEndpoint: OfScheme & { readonly provider: string; readonly endpoint: string };
  SubmitClaim: OfScheme & ClaimForm;
  ReverseClaim: OfScheme & { readonly claim: string; readonly reversedOn: Day; readonly reason: string };
  AttestSession: OfScheme & {
    readonly attestation: string;
    readonly provider: string;
    readonly beneficiary: string;
    readonly act: string;
    readonly heldOn: Day;
  };
  IssueRemittance: OfScheme & { readonly provider: string; readonly remittance: string; readonly upTo: Day };
}

export type OperationName = keyof Operations;

/** One thing that is asked of the programme, and when. */
export type DemoStep = { readonly [Name in OperationName]: StepOf<Name> }[OperationName];

export interface StepOf<Name extends OperationName> {
  /** The day it is recorded. */
  readonly on: Day;
  /** Minutes since midnight. Steps come in this order; several may share a minute. */
  readonly at: number;
  readonly operation: Name;
  readonly input: Operations[Name];
  /** Codes of refusals that belong to the story: nothing was due, or the household had left in the meantime. */
  readonly accepts?: readonly string[];
}

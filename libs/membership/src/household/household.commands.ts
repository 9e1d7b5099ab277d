import type { Day } from '#kernel';
import type { CoverRules } from '../product/product.state.js';
import type { Contact, Expulsion, Identity, Parting, Relation, Succession } from './household.types.js';

/** What the edge adds to each command: whose household it must be, which day it is there, and the rules of its product. */
export interface HouseholdContext {
  readonly scheme: string;
  readonly recordedOn: Day;
  readonly actor: string;
  /** Every published version, by the day it takes effect. */
  readonly rules: readonly CoverRules[];
}

/** A second person who agrees that a paper is entered long after its date; not the one who enters it. */
interface Approvable {
  readonly approvedBy?: string;
}

export interface NewPerson extends Identity {
  readonly person: string;
  readonly relation: Relation;
}

export type HouseholdRequest =
  | (Approvable & {
      readonly type: 'EnrolHousehold';
      readonly household: string;
      readonly product: string;
      readonly section: string;
      /** Whether the scheme has that section. */
      readonly sectionOpen: boolean;
      readonly policyholder: string;
      readonly persons: readonly NewPerson[];
      readonly enrolledOn: Day;
    })
  | (Approvable & NewPerson & { readonly type: 'AddPerson'; readonly addedOn: Day })
  | (Approvable & {
      readonly type: 'DeclareBirth';
      readonly person: string;
      readonly name: string;
      readonly sex: 'F' | 'M';
      readonly bornOn: Day;
      readonly declaredOn: Day;
    })
  | (Approvable & {
      readonly type: 'RecordDeath';
      readonly person: string;
      readonly diedOn: Day;
      readonly declaredOn: Day;
    })
  | { readonly type: 'TakeOverCover'; readonly from: Day; readonly to: Day; readonly waitingFrom?: Day }
  | (Approvable & {
      readonly type: 'GrantTargetedCover';
      readonly from: Day;
      readonly approvedOn: Day;
      readonly decision: string;
    })
  | (Approvable & { readonly type: 'CancelEnrolment'; readonly on: Day })
  | (Approvable & {
      readonly type: 'AssessCategory';
      readonly category: string;
      readonly source: string;
      readonly decision: string;
      readonly assessedOn: Day;
      readonly from: Day;
      readonly until?: Day;
    })
  | (Approvable & {
      readonly type: 'LeaveHousehold';
      readonly person: string;
      readonly because: Parting;
      readonly on: Day;
    })
  | (Approvable & {
      readonly type: 'NamePolicyholder';
      readonly policyholder: string;
      readonly because: Succession;
      readonly on: Day;
      /** Somebody outside the household: a guardian of orphans. */
      readonly guardian?: Contact;
    })
  | { readonly type: 'RecordAbsence'; readonly person: string; readonly from: Day; readonly until?: Day }
  | (Contact & { readonly type: 'NameRemotePayer'; readonly payer: string; readonly since: Day })
  | (Approvable & {
      readonly type: 'CreditWaiting';
      readonly person: string;
      readonly waitingFrom: Day;
      /** Last day of the cover held elsewhere. */
      readonly coveredUntil: Day;
      readonly decision: string;
    })
  | (Approvable & {
      readonly type: 'StrikeOff';
      readonly on: Day;
      readonly decision: string;
      readonly because: Expulsion;
    })
  | { readonly type: 'CloseHouseholdDay'; readonly day: Day }
  | HouseholdNote;

/** What contributions said, in our words. `origin`: its event. */
export type HouseholdNote =
  | {
      readonly type: 'NoteEntitlementOpened';
      readonly term: number;
      readonly metOn: Day;
      readonly persons: readonly string[];
      readonly origin: string;
    }
  | { readonly type: 'NoteEntitlementSuspended'; readonly term: number; readonly from: Day; readonly origin: string }
  | { readonly type: 'NoteEntitlementResumed'; readonly term: number; readonly from: Day; readonly origin: string }
  | {
      readonly type: 'NoteEntitlementWithdrawn';
      readonly term: number;
      readonly because: string;
      readonly on: Day;
      readonly origin: string;
    };

export type HouseholdCommand = HouseholdRequest & HouseholdContext;
export type Of<Type extends HouseholdRequest['type']> = Extract<HouseholdRequest, { type: Type }> & HouseholdContext;

import type { Day } from '#kernel';
import type { Need, Quota, ReferredNeed } from './partner.events.js';

export type PartnerCommand =
  | {
      readonly type: 'RegisterPartner';
      readonly partner: string;
      readonly name: string;
      readonly needs: readonly Need[];
      readonly formal: boolean;
      readonly registeredOn: Day;
    }
  | (Quota & { readonly type: 'AgreePartnerQuota'; readonly partner: string; readonly agreedOn: Day })
  /** `pseudonym` is made by the handler: it takes the federation's secret. */
  | (ReferredNeed & { readonly type: 'ReferHousehold'; readonly partner: string })
  /** A quota began: who waits is sent, in the order of their identification. */
  | { readonly type: 'IssueWaitingReferrals'; readonly partner: string; readonly on: Day }
  | {
      readonly type: 'AcceptReferral';
      readonly partner: string;
      readonly scheme: string;
      readonly referral: string;
      readonly acceptedOn: Day;
    }
  | {
      readonly type: 'CloseReferral';
      readonly partner: string;
      readonly scheme: string;
      readonly referral: string;
      readonly done: boolean;
      readonly closedOn: Day;
    };

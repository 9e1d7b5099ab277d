import type { Day } from '#kernel';
import type { Agreement, Mandate, Meeting, Resolution } from './governance.types.js';

/** What the edge knows of each command: which scheme, and which day it is there. */
interface Dated {
  readonly scheme: string;
  readonly recordedOn: Day;
}

export type GovernanceRequest =
  | ({ readonly type: 'StartMandate' } & Mandate)
  | { readonly type: 'EndMandate'; readonly mandate: string; readonly on: Day }
  | ({ readonly type: 'HoldMeeting' } & Omit<Meeting, 'quorate'>)
  | ({ readonly type: 'RecordResolution' } & Omit<Resolution, 'adopted' | 'decidedOn'>)
  | ({ readonly type: 'SignAgreement' } & Agreement)
  | { readonly type: 'FulfilDuty'; readonly agreement: string; readonly duty: string; readonly on: Day };

export type GovernanceCommand = GovernanceRequest & Dated;
export type Of<Type extends GovernanceRequest['type']> = Extract<GovernanceRequest, { type: Type }> & Dated;

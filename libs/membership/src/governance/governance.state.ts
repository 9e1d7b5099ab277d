import { type Day, type Fold, unreachable } from '#kernel';
import type { GovernanceEvent } from './governance.events.js';
import type { Agreement, Duty, Mandate, Matter, Meeting, Resolution } from './governance.types.js';

export type KnownAgreement = Omit<Agreement, 'duties'> & {
  readonly duties: readonly (Duty & { readonly fulfilledOn: Day | null })[];
};

export interface GovernanceState {
  readonly mandates: readonly Mandate[];
  readonly meetings: readonly Meeting[];
  readonly resolutions: readonly Resolution[];
  readonly agreements: readonly KnownAgreement[];
}

export const governanceFold: Fold<GovernanceEvent, GovernanceState> = {
  initialState: { mandates: [], meetings: [], resolutions: [], agreements: [] },
  evolve(state, event) {
    switch (event.type) {
      case 'membership.MandateStarted': {
        const { scheme: _, ...mandate } = event.data;
        return { ...state, mandates: [...state.mandates, mandate] };
      }
      case 'membership.MandateEnded': {
        const { mandate, on } = event.data;
        return {
          ...state,
          mandates: state.mandates.map(known => (known.mandate === mandate ? { ...known, until: on } : known)),
        };
      }
      case 'membership.MeetingHeld': {
        const { scheme: _, ...meeting } = event.data;
        return { ...state, meetings: [...state.meetings, meeting] };
      }
      case 'membership.ResolutionRecorded': {
        const { scheme: _, ...resolution } = event.data;
        return { ...state, resolutions: [...state.resolutions, resolution] };
      }
      case 'membership.AgreementSigned': {
        const { scheme: _, duties, ...agreement } = event.data;
        const open = duties.map(duty => ({ ...duty, fulfilledOn: null }));
        return { ...state, agreements: [...state.agreements, { ...agreement, duties: open }] };
      }
      case 'membership.DutyFulfilled': {
        const { agreement, duty, on } = event.data;
        return {
          ...state,
          agreements: state.agreements.map(known =>
            known.agreement === agreement
              ? { ...known, duties: known.duties.map(one => (one.duty === duty ? { ...one, fulfilledOn: on } : one)) }
              : known,
          ),
        };
      }
      default:
        return unreachable(event);
    }
  },
};

/** The adopted decision of that number about that matter; undefined when there is none. */
export const decisionOn = (
  { resolutions }: GovernanceState,
  decision: string,
  matter: Matter,
): Resolution | undefined =>
  resolutions.find(known => known.decision === decision && known.adopted && known.matter === matter);

/** Whoever holds an office on a day. */
export const inOffice = ({ mandates }: GovernanceState, on: Day): readonly Mandate[] =>
  mandates.filter(({ from, until }) => from <= on && on <= until);

/** Duties whose day has passed without anybody having done them. */
export const overdue = ({ agreements }: GovernanceState, on: Day) =>
  agreements.flatMap(({ agreement, partner, duties }) =>
    duties
      .filter(({ dueOn, fulfilledOn }) => dueOn < on && fulfilledOn === null)
      .map(({ duty, what, dueOn }) => ({ agreement, partner, duty, what, dueOn })),
  );

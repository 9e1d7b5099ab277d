import { type Day, type Fold, type Minor, unreachable } from '#kernel';
import type { AwardEvent, AwardTerms } from './award.events.js';

export interface DecidedAward extends AwardTerms {
  readonly status: 'decided';
  readonly decidedOn: Day;
  readonly granted: Minor;
  readonly waiting: boolean;
  readonly reason: string | null;
}
export type AwardState = { readonly status: 'none' } | DecidedAward;

export const awardStream = (award: string): string => `subsidies.award-${award}`;

export const awardFold: Fold<AwardEvent, AwardState> = {
  initialState: { status: 'none' },

  evolve(state, event) {
    switch (event.type) {
      case 'subsidies.AwardDecided':
        return { ...event.data, status: 'decided', granted: 0, waiting: false, reason: null };
      case 'subsidies.AwardStands': {
        if (state.status === 'none') return state;
        const { granted, waiting, reason } = event.data;
        return { ...state, granted, waiting, reason };
      }
      default:
        return unreachable(event);
    }
  },
};

import { type Day, type Fold, unreachable } from '#kernel';
import type { DuplicateEvent } from './duplicate.events.js';
import type { Ground, KnownSide, Verdict } from './duplicate.types.js';
import type { Likeness } from './resemblance.rule.js';

export interface ProposedDuplicate {
  readonly status: 'proposed';
  readonly first: KnownSide;
  readonly second: KnownSide;
  readonly score: number;
  readonly because: readonly Likeness[];
  readonly proposedBy: string;
  readonly proposedOn: Day;
  /** The latest; null until somebody decided. */
  readonly decision: {
    readonly verdict: Verdict;
    readonly because: Ground;
    readonly reference: string;
    readonly decidedBy: string;
    readonly decidedOn: Day;
  } | null;
}

export type DuplicateState = { readonly status: 'none' } | ProposedDuplicate;

export const duplicateFold: Fold<DuplicateEvent, DuplicateState> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    switch (event.type) {
      case 'membership.DuplicateProposed': {
        const { first, second, score, because, proposedBy, proposedOn } = event.data;
        return { status: 'proposed', first, second, score, because, proposedBy, proposedOn, decision: null };
      }
      case 'membership.DuplicateDecided': {
        if (state.status === 'none') return state;
        const { verdict, because, reference, decidedBy, decidedOn } = event.data;
        return { ...state, decision: { verdict, because, reference, decidedBy, decidedOn } };
      }
      default:
        return unreachable(event);
    }
  },
};

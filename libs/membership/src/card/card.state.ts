import { type Fold, unreachable } from '#kernel';
import type { CardEvent } from './card.events.js';
import type { Photo, RevokedCard } from './card.types.js';

/** The cards of a person in a scheme. Printing one records nothing: all that bear the number in force are good. */
export interface CardState {
  /** In the order they were revoked. */
  readonly revoked: readonly RevokedCard[];
  /** `kept` without a value: the person's key was destroyed. */
  readonly photo: { readonly status: 'none' } | { readonly status: 'kept'; readonly value?: Photo };
}

export const cardFold: Fold<CardEvent, CardState> = {
  initialState: { revoked: [], photo: { status: 'none' } },
  evolve(state, event) {
    switch (event.type) {
      case 'membership.CardRevoked': {
        const { issue, because, on } = event.data;
        return { ...state, revoked: [...state.revoked, { issue, because, on }] };
      }
      case 'membership.PhotoKept': {
        const value = event.sealed?.[event.data.person]?.value;
        return { ...state, photo: { status: 'kept', ...(value ? { value } : {}) } };
      }
      case 'membership.PhotoRemoved':
        return { ...state, photo: { status: 'none' } };
      default:
        return unreachable(event);
    }
  },
};

/** Number of the card that is good now. */
export const issueInForce = ({ revoked }: CardState): number => (revoked.at(-1)?.issue ?? 0) + 1;

export const cardStream = (scheme: string, person: string): string => `membership.card-${scheme}.${person}`;

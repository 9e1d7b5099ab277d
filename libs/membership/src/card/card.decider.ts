import { accept, type Day, type Decider, nothingToDo, refuse } from '#kernel';
import type { CardEvent, CardLoss } from './card.events.js';
import { CardReason } from './card.reasons.js';

export interface RevokeCard {
  readonly scheme: string;
  readonly person: string;
  readonly on: Day;
  readonly because: CardLoss;
  readonly recordedOn: Day;
  /** Whether the scheme has that person in its register. */
  readonly holderKnown: boolean;
}

/** Every person may have a first card; `number` is that of the cards that are good. */
export interface CardState {
  readonly number: number;
  readonly revocations: readonly { readonly number: number; readonly on: Day; readonly because: CardLoss }[];
}

/** A card without a number is somebody's first. */
export const isRevoked = (card: { readonly number?: number }, { number }: CardState): boolean =>
  (card.number ?? 1) < number;

export const cardStream = (scheme: string, person: string): string => `membership.card-${scheme}.${person}`;

/**
 * A lost card is made worthless by its number: whoever finds it shows one that the next check refuses.
 *
 * @refuses membership.card.holder_unknown, membership.card.dated_in_future
 */
export const cardDecider: Decider<RevokeCard, CardEvent, CardState, CardReason> = {
  initialState: { number: 1, revocations: [] },

  decide({ scheme, person, on, because, recordedOn, holderKnown }, { number, revocations }) {
    if (!holderKnown) return refuse(CardReason.holderUnknown, undefined, 'notFound');
    if (on > recordedOn) return refuse(CardReason.datedInFuture, { on, today: recordedOn }, 'unprocessable');
    const last = revocations.at(-1);
    if (last?.on === on && last.because === because) return nothingToDo;
    return accept({
      type: 'membership.CardRevoked',
      version: 1,
      effectiveAt: on,
      data: { scheme, person, on, because, next: number + 1 },
    });
  },

  evolve({ number, revocations }, { data: { on, because, next } }) {
    return { number: next, revocations: [...revocations, { number, on, because }] };
  },
};

import { accept, type Day, type Decider, nothingToDo, refuse, seal, unreachable } from '#kernel';
import type { CardEvent } from './card.events.js';
import { CardReason } from './card.reasons.js';
import { cardFold, type CardState, issueInForce } from './card.state.js';
import type { CardRevocation, Photo } from './card.types.js';

export type CardRequest =
  | { readonly type: 'RevokeCard'; readonly issue: number; readonly because: CardRevocation; readonly on: Day }
  | { readonly type: 'KeepPhoto'; readonly photo: Photo }
  | { readonly type: 'RemovePhoto' };

export type CardCommand = CardRequest & {
  readonly scheme: string;
  readonly household: string;
  readonly person: string;
  /** Whether the person is of that household, and the household of the scheme. */
  readonly holderKnown: boolean;
  readonly recordedOn: Day;
};

/**
 * Cards are counted: to revoke one is to say which, so that asking twice changes nothing and a card printed since stays
 * good. A photograph is optional and kept as it will be printed.
 *
 * @refuses membership.card.holder_unknown, never_issued, dated_in_future, no_photo
 */
export const cardDecider: Decider<CardCommand, CardEvent, CardState, CardReason> = {
  ...cardFold,

  decide(command, state) {
    const { scheme, household, person, holderKnown, recordedOn } = command;
    if (!holderKnown) return refuse(CardReason.holderUnknown, { person }, 'notFound');
    const holder = { scheme, household, person };
    switch (command.type) {
      case 'RevokeCard': {
        const { issue, because, on } = command;
        const inForce = issueInForce(state);
        if (issue > inForce) return refuse(CardReason.neverIssued, { issue, inForce }, 'unprocessable');
        if (issue < inForce) return nothingToDo;
        if (on > recordedOn) return refuse(CardReason.datedInFuture, { date: on, today: recordedOn }, 'unprocessable');
        const data = { ...holder, issue, because, on };
        return accept({ type: 'membership.CardRevoked', version: 1, effectiveAt: on, data });
      }
      case 'KeepPhoto': {
        const { photo } = command;
        if (state.photo.status === 'kept' && state.photo.value?.jpeg === photo.jpeg) return nothingToDo;
        return accept({
          type: 'membership.PhotoKept',
          version: 1,
          effectiveAt: recordedOn,
          data: { ...holder, bytes: Buffer.byteLength(photo.jpeg, 'base64'), on: recordedOn },
          sealed: { [person]: seal<Photo>(person, 'identity', photo) },
        });
      }
      case 'RemovePhoto':
        if (state.photo.status === 'none') return refuse(CardReason.noPhoto, { person }, 'notFound');
        return accept({
          type: 'membership.PhotoRemoved',
          version: 1,
          effectiveAt: recordedOn,
          data: { ...holder, on: recordedOn },
        });
      default:
        return unreachable(command);
    }
  },
};

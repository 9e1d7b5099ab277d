import type { Fold } from '#kernel';
import type { ReceiversEvent } from './receivers.events.js';

/** Receivers a provider has, in the order they came: whoever hears of a claim finds here whom to tell. */
export interface ReceiversState {
  readonly open: readonly string[];
}

/** A provider needs one for its work and some for trying out; each costs us attempts when it is away. */
export const mostReceivers = 10;

/** A scheme's id has no dot, a provider's may: the first dot ends the scheme. */
export const receiversStream = (scheme: string, provider: string): string => `webhooks.provider-${scheme}.${provider}`;

export const receiversFold: Fold<ReceiversEvent, ReceiversState> = {
  initialState: { open: [] },

  evolve({ open }, { type, data: { endpoint } }) {
    const others = open.filter(one => one !== endpoint);
    switch (type) {
      case 'webhooks.ReceiverListed':
        return { open: [...others, endpoint] };
      case 'webhooks.ReceiverDelisted':
        return { open: others };
      default:
        return { open };
    }
  },
};

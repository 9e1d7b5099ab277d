import type { DeliveryEvent } from './delivery.events.js';
import type { Notice, Waiting } from './delivery.types.js';

/** What one endpoint is told of one thing, in order. */
export interface DeliveryState {
  readonly scheme: string | null;
  /** Of what was queued last. */
  readonly newest: number;
  /** The first is tried; the others wait for it. */
  readonly waiting: readonly Waiting[];
  /** Delivered or given up, by message: it may be asked for again. */
  readonly settled: Readonly<Record<string, Notice>>;
}

/** One per receiver and thing told of: what is in it is told in order. */
export const deliveryStream = (scheme: string, endpoint: string, about: string): string =>
  `webhooks.delivery-${scheme}.${endpoint}/${about}`;

export const nothingToTell: DeliveryState = { scheme: null, newest: 0, waiting: [], settled: {} };

export const evolveDelivery = (state: DeliveryState, event: DeliveryEvent): DeliveryState => {
  switch (event.type) {
    case 'webhooks.NoticeQueued': {
      const { message, revision, contract, effectiveAt, data, due, scheme } = event.data;
      const waiting = { message, revision, contract, effectiveAt, data, due, attempts: 0 };
      return { ...state, scheme, newest: revision, waiting: [...state.waiting, waiting] };
    }
    case 'webhooks.AttemptFailed': {
      const { message, attempt, due } = event.data;
      const noted = (one: Waiting): Waiting => (one.message === message ? { ...one, attempts: attempt, due } : one);
      return { ...state, waiting: state.waiting.map(noted) };
    }
    case 'webhooks.NoticeDelivered':
    case 'webhooks.NoticeGivenUp':
      return settle(state, event.data.message);
    case 'webhooks.RedeliveryAsked': {
      const { message, due } = event.data;
      const { [message]: notice, ...settled } = state.settled;
      return notice ? { ...state, settled, waiting: [...state.waiting, { ...notice, due, attempts: 0 }] } : state;
    }
    default:
      return state;
  }
};

const settle = (state: DeliveryState, message: string): DeliveryState => {
  const found = state.waiting.find(one => one.message === message);
  if (!found) return state;
  const { revision, contract, effectiveAt, data } = found;
  return {
    ...state,
    waiting: state.waiting.filter(one => one !== found),
    settled: { ...state.settled, [message]: { message, revision, contract, effectiveAt, data } },
  };
};

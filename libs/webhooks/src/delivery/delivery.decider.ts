import { accept, type Decider, nothingToDo, refuse, unreachable } from '#kernel';
import type { DeliveryCommand, NoteAttempt } from './delivery.commands.js';
import type { DeliveryEvent } from './delivery.events.js';
import { DeliveryReason } from './delivery.reasons.js';
import { type DeliveryState, evolveDelivery, nothingToTell } from './delivery.state.js';
import { nextAttempt } from './retry.rule.js';

type Decision = ReturnType<Decider<DeliveryCommand, DeliveryEvent, DeliveryState, DeliveryReason>['decide']>;

/**
 * What one endpoint is told of one claim or remittance: in order, each until it arrived or was given up.
 *
 * @refuses webhooks.delivery.not_found webhooks.delivery.waits_already
 */
export const deliveryDecider: Decider<DeliveryCommand, DeliveryEvent, DeliveryState, DeliveryReason> = {
  initialState: nothingToTell,

  decide(command, state): Decision {
    const { endpoint, about, on, at } = command;
    const dated = { version: 1, effectiveAt: on } as const;
    switch (command.type) {
      case 'QueueNotice': {
        const { scheme, notice } = command;
        // Messages come at least once, and all of them again next year; the receiver is told once, and in order.
        if (notice.revision <= state.newest) return nothingToDo;
        return accept({
          type: 'webhooks.NoticeQueued',
          ...dated,
          data: { endpoint, about, scheme, due: at, ...notice },
        });
      }
      case 'NoteAttempt':
        return noteAttempt(command, state);
      case 'Redeliver': {
        const { message } = command;
        if (state.waiting.some(one => one.message === message))
          return refuse(DeliveryReason.waitsAlready, { endpoint, message });
        if (!Object.hasOwn(state.settled, message))
          return refuse(DeliveryReason.notFound, { endpoint, message }, 'notFound');
        return accept({ type: 'webhooks.RedeliveryAsked', ...dated, data: { endpoint, about, message, due: at } });
      }
      default:
        return unreachable(command);
    }
  },

  evolve: evolveDelivery,
};

/** Of two processes that tried the same, the second finds it settled, or no longer first: nothing more is noted. */
const noteAttempt = (
  { endpoint, about, message, outcome, jitter, on, at }: NoteAttempt,
  { waiting: [first] }: DeliveryState,
): Decision => {
  if (first?.message !== message) return nothingToDo;
  const dated = { version: 1, effectiveAt: on } as const;
  const attempt = first.attempts + 1;
  const { result, status, fault } = outcome;
  const which = { endpoint, about, message, attempt, status, at };
  if (result === 'delivered') return accept({ type: 'webhooks.NoticeDelivered', ...dated, data: which });
  const due = result === 'gone' ? undefined : nextAttempt(attempt, outcome, at, jitter);
  if (due === undefined) return accept({ type: 'webhooks.NoticeGivenUp', ...dated, data: { ...which, fault } });
  return accept({ type: 'webhooks.AttemptFailed', ...dated, data: { ...which, fault, due } });
};

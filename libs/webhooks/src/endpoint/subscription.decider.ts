import { acceptIn, type JointDecider, type JointDecision, refuse } from '#kernel';
import type { ReceiversEvent } from '../receivers/receivers.events.js';
import { mostReceivers, receiversFold, type ReceiversState } from '../receivers/receivers.state.js';
import type { Close, Subscribe } from './endpoint.commands.js';
import { endpointDecider } from './endpoint.decider.js';
import type { EndpointEvent } from './endpoint.events.js';
import { EndpointReason } from './endpoint.reasons.js';
import type { EndpointState } from './endpoint.state.js';

export type SubscriptionStreams = {
  readonly endpoint: { readonly event: EndpointEvent; readonly state: EndpointState };
  readonly receivers: { readonly event: ReceiversEvent; readonly state: ReceiversState };
};

/**
 * An endpoint comes, or goes for good, together with its line in the list of whom to tell: whoever hears of a claim a
 * moment later misses none, and tells none that is gone.
 *
 * @refuses webhooks.endpoint.too_many besides what an endpoint refuses
 */
export const subscriptionDecider: JointDecider<Subscribe | Close, SubscriptionStreams, EndpointReason> = {
  folds: { endpoint: endpointDecider, receivers: receiversFold },

  decide(command, { endpoint: state, receivers: { open } }): JointDecision<SubscriptionStreams, EndpointReason> {
    const decided = endpointDecider.decide(command, state);
    if (decided.outcome !== 'accepted') return decided;
    const { endpoint, on } = command;
    const owner = command.type === 'Subscribe' ? command : state.owner;
    if (!owner) return acceptIn<{ endpoint: readonly EndpointEvent[] }>({ endpoint: decided.events });
    const { scheme, provider } = owner;
    if (command.type === 'Subscribe' && open.length >= mostReceivers)
      return refuse(EndpointReason.tooMany, { provider, most: mostReceivers });
    const type = command.type === 'Subscribe' ? 'webhooks.ReceiverListed' : 'webhooks.ReceiverDelisted';
    const listed = { type, version: 1, effectiveAt: on, data: { scheme, provider, endpoint } } as ReceiversEvent;
    return acceptIn({ endpoint: decided.events, receivers: [listed] });
  },
};

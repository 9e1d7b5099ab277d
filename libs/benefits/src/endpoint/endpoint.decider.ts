import { accept, type Decider, type Instant, refuse, seal } from '#kernel';
import type { EndpointCommand } from './endpoint.commands.js';
import type { EndpointEvent } from './endpoint.events.js';
import { EndpointReason } from './endpoint.reasons.js';

/** A key an endpoint may sign with. */
export interface EndpointKey {
  readonly secret: string;
  /** Null for the current key; a replaced one is good up to this instant, inside. */
  readonly notAfter: Instant | null;
}

export interface EndpointState {
  readonly owner: { readonly scheme: string; readonly provider: string } | null;
  /** The current key first; at most the one before it follows. */
  readonly keys: readonly EndpointKey[];
}

/**
 * Where a provider's system delivers signed claims, and the keys it signs with.
 *
 * @refuses benefits.endpoint.taken_by_other the endpoint belongs to another provider or scheme
 */
export const endpointDecider: Decider<EndpointCommand, EndpointEvent, EndpointState, EndpointReason> = {
  initialState: { owner: null, keys: [] },

  decide({ endpoint, scheme, provider, secret, on, previousUntil }, { owner }) {
    if (owner && (owner.scheme !== scheme || owner.provider !== provider)) {
      return refuse(EndpointReason.takenByOther, { endpoint });
    }
    return accept({
      type: 'benefits.EndpointRegistered',
      version: 1,
      effectiveAt: on,
      data: { endpoint, scheme, provider, previousUntil },
      sealed: { secret: seal(endpoint, 'secret', secret) },
    });
  },

  // A secret that can no longer be opened signs nothing.
  evolve({ keys }, { data: { scheme, provider, previousUntil }, sealed }) {
    const secret = sealed?.secret.value;
    const previous = keys.slice(0, 1).map(key => ({ ...key, notAfter: previousUntil }));
    return {
      owner: { scheme, provider },
      keys: secret === undefined ? previous : [{ secret, notAfter: null }, ...previous],
    };
  },
};

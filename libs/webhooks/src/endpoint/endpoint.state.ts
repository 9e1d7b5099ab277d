import type { Instant } from '#kernel';
import type { Challenge } from './challenge.types.js';
import type { DisabledBecause, EndpointEvent } from './endpoint.events.js';

/** A key deliveries are signed with. */
export interface EndpointKey {
  readonly secret: string;
  /** Null for the current key; the one before it signs up to this instant, inside. */
  readonly notAfter: Instant | null;
}

export interface EndpointState {
  readonly status: 'none' | 'live' | 'disabled' | 'closed';
  /** Why it is disabled. */
  readonly because: DisabledBecause | null;
  readonly owner: { readonly scheme: string; readonly provider: string } | null;
  /** Null when it can no longer be opened: nothing is delivered then. */
  readonly url: string | null;
  readonly contracts: readonly string[];
  /** When it came. */
  readonly since: Instant | null;
  /** The current key first; at most the one before it follows. */
  readonly keys: readonly EndpointKey[];
  /** Up to when the key before the current one is good, also when it can no longer be opened. */
  readonly previousUntil: Instant | null;
  /** First failure since the last success. */
  readonly failingSince: Instant | null;
  /** What it has to answer before anything is told to it; null when it is confirmed, or older than challenges. */
  readonly challenge: Challenge | null;
}

/** Ids of endpoints are their scheme's own: two schemes may use the same. */
export const endpointStream = (scheme: string, endpoint: string): string => `webhooks.endpoint-${scheme}.${endpoint}`;

/** Whose key seals an endpoint's address and secrets. */
export const sealSubject = (scheme: string, endpoint: string): string => `${scheme}.${endpoint}`;

export const noEndpoint: EndpointState = {
  status: 'none',
  because: null,
  owner: null,
  url: null,
  contracts: [],
  since: null,
  keys: [],
  previousUntil: null,
  failingSince: null,
  challenge: null,
};

const current = (secret: string | undefined): readonly EndpointKey[] =>
  secret === undefined ? [] : [{ secret, notAfter: null }];

export const evolveEndpoint = (state: EndpointState, event: EndpointEvent): EndpointState => {
  switch (event.type) {
    case 'webhooks.EndpointSubscribed': {
      const { scheme, provider, contracts, since } = event.data;
      const { url, secret } = event.sealed ?? {};
      return {
        ...noEndpoint,
        status: 'live',
        owner: { scheme, provider },
        url: url?.value ?? null,
        contracts,
        since,
        keys: current(secret?.value),
      };
    }
    case 'webhooks.ContractsChanged':
      return { ...state, contracts: event.data.contracts };
    case 'webhooks.SecretRotated': {
      const { previousUntil } = event.data;
      const before = state.keys.slice(0, 1).map(key => ({ ...key, notAfter: previousUntil }));
      return { ...state, previousUntil, keys: [...current(event.sealed?.secret.value), ...before] };
    }
    case 'webhooks.EndpointFailing':
      return { ...state, failingSince: event.data.since };
    case 'webhooks.EndpointRecovered':
      return { ...state, failingSince: null };
    case 'webhooks.EndpointDisabled':
      return { ...state, status: 'disabled', because: event.data.because };
    case 'webhooks.EndpointResumed':
      return { ...state, status: 'live', because: null, failingSince: null };
    case 'webhooks.EndpointClosed':
      return { ...state, status: 'closed', because: null, url: null, keys: [], challenge: null };
    case 'webhooks.ChallengeAsked':
      return { ...state, challenge: { attempts: 0, due: event.data.due, fault: state.challenge?.fault ?? null } };
    case 'webhooks.ChallengeFailed': {
      const { attempt, due, fault } = event.data;
      return { ...state, challenge: { attempts: attempt, due, fault } };
    }
    case 'webhooks.EndpointConfirmed':
      return { ...state, challenge: null };
    default:
      return state;
  }
};

/** Secrets a delivery is signed with at an instant: two while a rotation lasts. */
export const signingSecrets = ({ keys }: EndpointState, at: Instant): readonly string[] =>
  keys
    .filter(({ notAfter }) => notAfter === null || Date.parse(at) <= Date.parse(notAfter))
    .map(({ secret }) => secret);

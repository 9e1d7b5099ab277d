import type { DomainEvent, Instant, Sealed } from '#kernel';
import type { ChallengeFault } from './challenge.types.js';

/** Addresses are sealed as secrets are: many bear a token of the receiver's. */
export type EndpointSubscribed = DomainEvent<
  'webhooks.EndpointSubscribed',
  1,
  {
    readonly endpoint: string;
    readonly scheme: string;
    readonly provider: string;
    readonly contracts: readonly string[];
    /** What happened before is not told. */
    readonly since: Instant;
  },
  { readonly url: Sealed<string>; readonly secret: Sealed<string> }
>;

/** It wants to hear of other types of event from now on. */
export type ContractsChanged = DomainEvent<
  'webhooks.ContractsChanged',
  1,
  { readonly endpoint: string; readonly contracts: readonly string[] }
>;

/** Until `previousUntil`, inside, deliveries bear a signature of either key. */
export type SecretRotated = DomainEvent<
  'webhooks.SecretRotated',
  1,
  { readonly endpoint: string; readonly previousUntil: Instant },
  { readonly secret: Sealed<string> }
>;

/** The first attempt that failed since the last success. */
export type EndpointFailing = DomainEvent<
  'webhooks.EndpointFailing',
  1,
  { readonly endpoint: string; readonly since: Instant }
>;

/** It takes deliveries again. */
export type EndpointRecovered = DomainEvent<'webhooks.EndpointRecovered', 1, { readonly endpoint: string }>;

/** `failing`: five days without a success. `gone`: it answered 410. `paused`: somebody asked for it. */
export type DisabledBecause = 'failing' | 'gone' | 'paused';

/** Nothing is delivered until somebody resumes it; what happens meanwhile waits. */
export type EndpointDisabled = DomainEvent<
  'webhooks.EndpointDisabled',
  1,
  { readonly endpoint: string; readonly because: DisabledBecause }
>;

/** Somebody says that it works again: what waited is delivered. */
export type EndpointResumed = DomainEvent<'webhooks.EndpointResumed', 1, { readonly endpoint: string }>;

/** For good: its address and its keys are of no more use. */
export type EndpointClosed = DomainEvent<'webhooks.EndpointClosed', 1, { readonly endpoint: string }>;

/**
 * Nothing is told to it until it answers a challenge: the first is due with the subscription. Asked again, it has all its
 * attempts again. Subscriptions older than challenges have none, and stay as they were.
 */
export type ChallengeAsked = DomainEvent<
  'webhooks.ChallengeAsked',
  1,
  { readonly endpoint: string; readonly due: Instant }
>;

/** It did not answer, or not as somebody would who has the key. `due` is null when it is not asked again by itself. */
export type ChallengeFailed = DomainEvent<
  'webhooks.ChallengeFailed',
  1,
  {
    readonly endpoint: string;
    readonly attempt: number;
    readonly status: number | null;
    readonly fault: ChallengeFault;
    readonly at: Instant;
    readonly due: Instant | null;
  }
>;

/** Whoever listens there has the key: what waited is told, and what comes. */
export type EndpointConfirmed = DomainEvent<
  'webhooks.EndpointConfirmed',
  1,
  { readonly endpoint: string; readonly at: Instant }
>;

export type EndpointEvent =
  | EndpointSubscribed
  | ContractsChanged
  | SecretRotated
  | EndpointFailing
  | EndpointRecovered
  | EndpointDisabled
  | EndpointResumed
  | EndpointClosed
  | ChallengeAsked
  | ChallengeFailed
  | EndpointConfirmed;

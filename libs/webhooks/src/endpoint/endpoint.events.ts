import type { DomainEvent, Instant, Sealed } from '#kernel';

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

export type EndpointEvent =
  | EndpointSubscribed
  | ContractsChanged
  | SecretRotated
  | EndpointFailing
  | EndpointRecovered
  | EndpointDisabled
  | EndpointResumed
  | EndpointClosed;

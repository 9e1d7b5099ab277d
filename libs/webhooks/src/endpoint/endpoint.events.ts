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
  },
  { readonly url: Sealed<string>; readonly secret: Sealed<string> }
>;

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

export type EndpointFailing = DomainEvent<
  'webhooks.EndpointFailing',
  1,
  { readonly endpoint: string; readonly since: Instant }
>;

export type EndpointRecovered = DomainEvent<'webhooks.EndpointRecovered', 1, { readonly endpoint: string }>;

export type EndpointDisabled = DomainEvent<
  'webhooks.EndpointDisabled',
  1,
  { readonly endpoint: string; readonly because: 'failing' | 'gone' }
>;

export type EndpointResumed = DomainEvent<'webhooks.EndpointResumed', 1, { readonly endpoint: string }>;

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

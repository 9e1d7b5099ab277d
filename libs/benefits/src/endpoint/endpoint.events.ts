import type { DomainEvent, Instant, Sealed } from '#kernel';

/**
 * A provider's system may sign claims with a new key. The key before it stays good until `previousUntil`, so that a
 * provider can change it without losing a delivery.
 */
export type EndpointRegistered = DomainEvent<
  'benefits.EndpointRegistered',
  1,
  { readonly endpoint: string; readonly scheme: string; readonly provider: string; readonly previousUntil: Instant },
  { readonly secret: Sealed<string> }
>;

export type EndpointEvent = EndpointRegistered;

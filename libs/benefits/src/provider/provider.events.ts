import type { Day, DomainEvent } from '#kernel';
import type { ComplaintEvent } from './complaint/complaint.events.js';
import type { ProviderContract } from './provider.types.js';

/** A scheme and a provider agreed on sector, level and tariff. */
export type ProviderContracted = DomainEvent<
  'benefits.ProviderContracted',
  1,
  { readonly provider: string; readonly scheme: string; readonly contract: ProviderContract },
  undefined
>;

/** A scheme no longer pays this provider's care from a day on, until a last day or until further notice. */
export type ProviderSuspended = DomainEvent<
  'benefits.ProviderSuspended',
  1,
  { readonly provider: string; readonly scheme: string; readonly from: Day; readonly until: Day | null },
  undefined
>;

export type ProviderEvent = ProviderContracted | ProviderSuspended | ComplaintEvent;

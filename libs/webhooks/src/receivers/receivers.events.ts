import type { DomainEvent } from '#kernel';

interface OfProvider {
  readonly scheme: string;
  readonly provider: string;
  readonly endpoint: string;
}

/** A receiver of this provider came: it is told from now on. */
export type ReceiverListed = DomainEvent<'webhooks.ReceiverListed', 1, OfProvider, undefined>;

/** It was closed for good, and another may take its place. */
export type ReceiverDelisted = DomainEvent<'webhooks.ReceiverDelisted', 1, OfProvider, undefined>;

export type ReceiversEvent = ReceiverListed | ReceiverDelisted;

import type { DomainEvent, Instant } from '#kernel';
import type { AttemptOutcome, Notice } from './delivery.types.js';

interface Which {
  readonly endpoint: string;
  readonly about: string;
  readonly message: string;
}

/** Something a receiver is to be told, behind what it is still to be told of the same thing. */
export type NoticeQueued = DomainEvent<
  'webhooks.NoticeQueued',
  1,
  { readonly endpoint: string; readonly about: string; readonly scheme: string; readonly due: Instant } & Notice
>;

/** The receiver took it: it answered 2xx. */
export type NoticeDelivered = DomainEvent<
  'webhooks.NoticeDelivered',
  1,
  Which & { readonly attempt: number; readonly status: number | null; readonly at: Instant }
>;

/** It is tried again when it is due. */
export type AttemptFailed = DomainEvent<
  'webhooks.AttemptFailed',
  1,
  Which &
    Pick<AttemptOutcome, 'status' | 'fault'> & {
      readonly attempt: number;
      readonly at: Instant;
      readonly due: Instant;
    }
>;

/** Not tried any more, unless somebody asks. What comes after it goes on. */
export type NoticeGivenUp = DomainEvent<
  'webhooks.NoticeGivenUp',
  1,
  Which & Pick<AttemptOutcome, 'status' | 'fault'> & { readonly attempt: number; readonly at: Instant }
>;

/** Somebody wants it told again. */
export type RedeliveryAsked = DomainEvent<'webhooks.RedeliveryAsked', 1, Which & { readonly due: Instant }>;

export type DeliveryEvent = NoticeQueued | NoticeDelivered | AttemptFailed | NoticeGivenUp | RedeliveryAsked;

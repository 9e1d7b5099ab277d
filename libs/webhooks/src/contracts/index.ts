import type { Day } from '#kernel';
import type { MessagesOf } from '#messaging';

/** What webhooks promises the other contexts. */
export interface WebhooksContracts {
  /** Every key of a person is gone here: what names or treats them is unreadable. */
  'webhooks.person-forgotten.v1': { person: string; on: Day };
}
export type WebhooksMessage = MessagesOf<WebhooksContracts>;

import type { AuditMessage } from '#audit/contracts';
import { type Inbox, type Publication, request } from '#messaging';
import { ForgetHere } from '#platform';
import type { WebhooksMessage } from '../contracts/index.js';
import type { PersonForgotten } from '../forgotten/forgotten.events.js';

/** Whoever is to be forgotten is forgotten here. */
export const fromAudit: Inbox<AuditMessage> = {
  name: 'webhooks.from_audit.v1',
  shard: 'webhooks',
  topic: 'audit',
  on: {
    'audit.person-to-forget.v1': ({ data: { person } }) => [
      request('forget', metadata => new ForgetHere('webhooks', person, metadata)),
    ],
  },
};

/** That it is done is told. */
export const toldForgotten: Publication<PersonForgotten, WebhooksMessage> = {
  shard: 'webhooks',
  on: {
    'webhooks.PersonForgotten': ({ data: { person }, effectiveAt: on }) => [
      { type: 'webhooks.person-forgotten.v1', data: { person, on } },
    ],
  },
};

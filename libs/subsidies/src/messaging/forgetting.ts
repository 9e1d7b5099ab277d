import type { AuditMessage } from '#audit/contracts';
import { type Inbox, type Publication, request } from '#messaging';
import { ForgetHere } from '#platform';
import type { SubsidiesMessage } from '../contracts/index.js';
import type { PersonForgotten } from '../forgotten/forgotten.events.js';

/** Whoever is to be forgotten is forgotten here. */
export const fromAudit: Inbox<AuditMessage> = {
  name: 'subsidies.from_audit.v1',
  shard: 'subsidies',
  topic: 'audit',
  on: {
    'audit.person-to-forget.v1': ({ data: { person } }) => [
      request('forget', metadata => new ForgetHere('subsidies', person, metadata)),
    ],
  },
};

/** That it is done is told. */
export const toldForgotten: Publication<PersonForgotten, SubsidiesMessage> = {
  shard: 'subsidies',
  on: {
    'subsidies.PersonForgotten': ({ data: { person }, effectiveAt: on }) => [
      { type: 'subsidies.person-forgotten.v1', data: { person, on } },
    ],
  },
};

import type { AuditMessage } from '#audit/contracts';
import { type Inbox, type Publication, request } from '#messaging';
import { ForgetHere } from '#platform';
import type { MembershipMessage } from '../contracts/index.js';
import type { PersonForgotten } from '../forgotten/forgotten.events.js';

/** Whoever is to be forgotten is forgotten here. */
export const fromAudit: Inbox<AuditMessage> = {
  name: 'membership.from_audit.v1',
  shard: 'membership',
  topic: 'audit',
  on: {
    'audit.person-to-forget.v1': ({ data: { person } }) => [
      request('forget', metadata => new ForgetHere('membership', person, metadata)),
    ],
  },
};

/** That it is done is told. */
export const toldForgotten: Publication<PersonForgotten, MembershipMessage> = {
  shard: 'membership',
  on: {
    'membership.PersonForgotten': ({ data: { person }, effectiveAt: on }) => [
      { type: 'membership.person-forgotten.v1', data: { person, on } },
    ],
  },
};

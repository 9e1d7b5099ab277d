import type { AuditMessage } from '#audit/contracts';
import { type Inbox, type Publication, request } from '#messaging';
import { ForgetHere } from '#platform';
import type { ContributionsMessage } from '../contracts/index.js';
import type { PersonForgotten } from '../forgotten/forgotten.events.js';

/** Whoever is to be forgotten is forgotten here. */
export const fromAudit: Inbox<AuditMessage> = {
  name: 'contributions.from_audit.v1',
  shard: 'contributions',
  topic: 'audit',
  on: {
    'audit.person-to-forget.v1': ({ data: { person } }) => [
      request('forget', metadata => new ForgetHere('contributions', person, metadata)),
    ],
  },
};

/** That it is done is told. */
export const toldForgotten: Publication<PersonForgotten, ContributionsMessage> = {
  shard: 'contributions',
  on: {
    'contributions.PersonForgotten': ({ data: { person }, effectiveAt: on }) => [
      { type: 'contributions.person-forgotten.v1', data: { person, on } },
    ],
  },
};

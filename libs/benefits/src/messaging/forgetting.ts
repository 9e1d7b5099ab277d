import type { AuditMessage } from '#audit/contracts';
import { type Inbox, type Publication, request } from '#messaging';
import { ForgetHere } from '#platform';
import type { BenefitsMessage } from '../contracts/index.js';
import type { PersonForgotten } from '../forgotten/forgotten.events.js';

/** Whoever is to be forgotten is forgotten here. */
export const fromAudit: Inbox<AuditMessage> = {
  name: 'benefits.from_audit.v1',
  shard: 'benefits',
  topic: 'audit',
  on: {
    'audit.person-to-forget.v1': ({ data: { person } }) => [
      request('forget', metadata => new ForgetHere('benefits', person, metadata)),
    ],
  },
};

/** That it is done is told. */
export const toldForgotten: Publication<PersonForgotten, BenefitsMessage> = {
  shard: 'benefits',
  on: {
    'benefits.PersonForgotten': ({ data: { person }, effectiveAt: on }) => [
      { type: 'benefits.person-forgotten.v1', data: { person, on } },
    ],
  },
};

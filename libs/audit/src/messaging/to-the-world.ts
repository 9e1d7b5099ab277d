import type { Publication } from '#messaging';
import type { AuditMessage } from '../contracts/index.js';
import type { ErasureEvent } from '../erasure/erasure.events.js';

/** Each context holds keys of its own: all of them are told whom to forget. */
export const toTheWorld: Publication<ErasureEvent, AuditMessage> = {
  shard: 'audit',
  on: {
    'audit.ErasureDecided': ({ data: { person, dueOn }, effectiveAt: on }) => [
      { type: 'audit.person-to-forget.v1', data: { person, on, dueOn } },
    ],
  },
};

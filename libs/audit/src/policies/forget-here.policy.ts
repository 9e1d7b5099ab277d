import { type Policy, request } from '#messaging';
import { ForgetInAudit } from '../erasure/decide-erasure.js';
import type { ErasureDecided } from '../erasure/erasure.events.js';

/** Audit has keys of its own, as every context: it does what it asks of the others. */
export const forgetHerePolicy: Policy<ErasureDecided> = {
  name: 'audit.forget_here.v1',
  shard: 'audit',
  on: {
    'audit.ErasureDecided': ({ data: { person } }) => [
      request('forget', metadata => new ForgetInAudit(person, metadata)),
    ],
  },
};

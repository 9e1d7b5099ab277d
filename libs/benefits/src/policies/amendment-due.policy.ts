import { type Policy, request } from '#messaging';
import type { AmendmentEvent } from '../claim/amendment/amendment.events.js';
import { CarryOutAmendment } from '../claim/amendment/decide-amendments-due.js';

/** A claim that was amended before it came is amended now. */
export const amendmentDuePolicy: Policy<AmendmentEvent> = {
  name: 'benefits.amendment_due.v1',
  shard: 'benefits',
  on: {
    'benefits.AmendmentDue': ({ data: { claim, scheme, provider, person } }) => [
      request('amend', metadata => new CarryOutAmendment({ claim, scheme, provider, person }, metadata)),
    ],
  },
};

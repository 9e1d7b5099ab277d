import type { BenefitsMessage } from '#benefits/contracts';
import { type Inbox, request } from '#messaging';
import { DecideFundEnvelope } from '../fund/decide-envelope.js';

/** What claims drew on a fund's envelopes is booked in the fund. */
export const fromBenefits: Inbox<BenefitsMessage> = {
  name: 'subsidies.from_benefits.v1',
  shard: 'subsidies',
  topic: 'benefits',
  on: {
    'benefits.envelope-used.v1': ({
      revision,
      scheme,
      data: { envelope: fund, currency, spent, closed, on: usedOn, draw },
    }) => [
      request('used', metadata => {
        const use = { fund, scheme, currency, spent, closed, revision, usedOn, ...(draw && { draw }) };
        return new DecideFundEnvelope({ type: 'NoteEnvelopeUse', ...use }, metadata);
      }),
    ],
  },
};

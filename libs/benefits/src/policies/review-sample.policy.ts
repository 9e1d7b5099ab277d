import { type Policy, request } from '#messaging';
import { DecideClaim } from '../claim/decide-claim.js';
import type { SampleEvent } from '../claim/review/sample.events.js';

/** Each claim drawn is put in the queue of reviews. */
export const reviewSamplePolicy: Policy<SampleEvent> = {
  name: 'benefits.review_sample.v1',
  shard: 'benefits',
  on: {
    'benefits.SampleDrawn': ({ data: { sample, scheme, drawnOn, claims } }) =>
      claims.map(({ claim }) =>
        request(`sampled:${claim}`, metadata => {
          const asked = { claim, scheme, actor: metadata.actor.id, on: drawnOn, note: `tirage ${sample}` };
          return new DecideClaim({ type: 'OpenReview', because: 'sampled', ...asked }, metadata);
        }),
      ),
  },
};

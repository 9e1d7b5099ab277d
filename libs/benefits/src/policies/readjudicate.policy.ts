import type { RecordedEvent } from '#eventstore';
import { type Policy, request } from '#messaging';
import type { DecidedBecause } from '../claim/claim.types.js';
import { DecideClaim } from '../claim/decide-claim.js';
import type { HouseholdEvent } from '../household/household.events.js';

type Reconsidering = Extract<HouseholdEvent, { data: { readonly reconsider: readonly string[] } }>;

const again = (event: RecordedEvent<Reconsidering>, because: DecidedBecause) =>
  event.data.reconsider.map(claim =>
    request(`readjudicate:${claim}`, metadata => {
      const cause = event.recorded.eventId;
      return new DecideClaim({ type: 'ReadjudicateClaim', claim, because, cause }, metadata);
    }),
  );

/** Claims an event names are decided again, in the order it names them: the order they were recorded. */
export const readjudicatePolicy: Policy<HouseholdEvent> = {
  name: 'benefits.readjudicate.v1',
  shard: 'benefits',
  on: {
    'benefits.CoverNoted': event => again(event, 'coverChanged'),
    'benefits.SessionAttested': event => again(event, 'evidenceChanged'),
    'benefits.PersonDescribed': event => again(event, 'evidenceChanged'),
    'benefits.LetterIssued': event => again(event, 'evidenceChanged'),
    'benefits.LetterReleased': event => again(event, 'limitFreed'),
    'benefits.RightsBroughtIn': event => again(event, event.data.because),
    'benefits.ClaimBooked': event => again(event, event.data.because),
  },
};

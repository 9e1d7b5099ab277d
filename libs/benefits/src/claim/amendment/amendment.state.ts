import { dayIn } from '#kernel';
import type { ClaimEvent } from '../claim.events.js';
import type { SubmittedClaim } from '../claim.types.js';
import type { AmendmentEvent, AmendmentSettled } from './amendment.events.js';
import { AmendmentReason } from './amendment.reasons.js';
import type { ParkedAmendment } from './amendment.types.js';

/** Amendments told before the claim, at most one of each provider; absent where there are none. */
export interface WithParked {
  readonly parked?: readonly ParkedAmendment[];
}

const types: readonly string[] = [
  'benefits.AmendmentParked',
  'benefits.AmendmentDue',
  'benefits.AmendmentSettled',
] satisfies readonly AmendmentEvent['type'][];

export const isAmendmentEvent = (event: ClaimEvent): event is AmendmentEvent => types.includes(event.type);

/** What waits beside a claim after an event about it. */
export const amended = ({ parked = [] }: WithParked, event: AmendmentEvent): WithParked => {
  switch (event.type) {
    case 'benefits.AmendmentParked': {
      const { claim: _, scheme: __, ...told } = event.data;
      return { parked: [...parked, { ...told, asked: event.sealed?.asked.value }] };
    }
    case 'benefits.AmendmentDue': {
      const { provider, dueOn } = event.data;
      return { parked: parked.map(each => (each.provider === provider ? { ...each, dueOn } : each)) };
    }
    case 'benefits.AmendmentSettled': {
      const left = parked.filter(({ provider }) => provider !== event.data.provider);
      return left.length > 0 ? { parked: left } : {};
    }
  }
};

export const parkedBy = ({ parked }: WithParked, provider: string): ParkedAmendment | undefined =>
  parked?.find(each => each.provider === provider);

/** What a claim's coming does to the amendments that wait for it, in the same append. */
export const uponSubmission = ({ parked = [] }: WithParked, submitted: SubmittedClaim): readonly AmendmentEvent[] =>
  parked.map(waiting => {
    const on = dayIn('UTC', submitted.recordedAt);
    const { provider, person } = waiting;
    if (on > waiting.lastDay) return settled(submitted, waiting, { outcome: 'expired', reason: null, settledOn: on });
    const own = provider === submitted.provider && person === submitted.person;
    if (!own)
      return settled(submitted, waiting, { outcome: 'refused', reason: AmendmentReason.otherClaim, settledOn: on });
    const { claim: id, scheme } = submitted;
    const data = { claim: id, scheme, provider, person, dueOn: on };
    return { type: 'benefits.AmendmentDue', version: 1, effectiveAt: on, data };
  });

/** One amendment that waited waits no more. */
export const settled = (
  { claim, scheme }: { readonly claim: string; readonly scheme: string },
  { provider, person }: Pick<ParkedAmendment, 'provider' | 'person'>,
  became: Pick<AmendmentSettled['data'], 'outcome' | 'reason' | 'settledOn'>,
): AmendmentSettled => ({
  type: 'benefits.AmendmentSettled',
  version: 1,
  effectiveAt: became.settledOn,
  data: { claim, scheme, provider, person, ...became },
});

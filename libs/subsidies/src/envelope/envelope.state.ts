import { type Minor, unreachable } from '#kernel';
import { put, lookUp, type SortedMap } from '../ledger/sorted-map.js';
import type { EnvelopeEvent, EnvelopeTerms } from './envelope.events.js';

/** A fund's money for acts in one scheme: `granted − spent` is reserved, `spent − settled` committed. */
export interface Envelope {
  readonly terms: EnvelopeTerms;
  readonly granted: Minor;
  readonly spent: Minor;
  readonly settled: Minor;
  /** `closing`: asked back, and the scheme's claims have not said yet what is left. */
  readonly status: 'open' | 'closing' | 'closed';
  /** Of what the scheme's claims told last; 0 while they told nothing. */
  readonly revision: number;
}

export interface GrantedOnce {
  readonly scheme: string;
  readonly amount: Minor;
  readonly grantedOn: string;
}

/** What a fund's state has of envelopes; absent in funds that never granted one. */
export interface Envelopes {
  readonly byScheme: SortedMap<Envelope>;
  readonly references: SortedMap<GrantedOnce>;
}

const none: Envelopes = { byScheme: null, references: null };

export const withEnvelope = (envelopes: Envelopes = none, event: EnvelopeEvent): Envelopes => {
  const { scheme } = event.data;
  const before = lookUp(envelopes.byScheme, scheme);
  switch (event.type) {
    case 'subsidies.EnvelopeGranted': {
      const { terms, granted, reference, amount, grantedOn } = event.data;
      const { spent = 0, settled = 0, revision = 0 } = before ?? {};
      const envelope: Envelope = { terms, granted, spent, settled, status: 'open', revision };
      return {
        byScheme: put(envelopes.byScheme, scheme, envelope),
        references: put(envelopes.references, reference, { scheme, amount, grantedOn }),
      };
    }
    case 'subsidies.EnvelopeClosing':
      return changed(envelopes, scheme, before, { status: 'closing' });
    case 'subsidies.EnvelopeUsed': {
      const { spent, settled, revision } = event.data;
      return changed(envelopes, scheme, before, { spent, settled, revision });
    }
    case 'subsidies.EnvelopeReleased':
      return changed(envelopes, scheme, before, { status: 'closed', granted: event.data.granted });
    case 'subsidies.EnvelopeSettled':
      return changed(envelopes, scheme, before, { settled: event.data.settled });
    default:
      return unreachable(event);
  }
};

const changed = (
  envelopes: Envelopes,
  scheme: string,
  before: Envelope | undefined,
  change: Partial<Envelope>,
): Envelopes =>
  before ? { ...envelopes, byScheme: put(envelopes.byScheme, scheme, { ...before, ...change }) } : envelopes;

export const isEnvelopeEvent = <Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, EnvelopeEvent> => event.type.startsWith('subsidies.Envelope');

import { type Fold, type Minor, unreachable } from '#kernel';
import type { EnvelopeDrawn, ProgrammeEvent } from './programme.events.js';
import type { HeldEnvelope } from './programme.types.js';

/** What one claim has of each envelope. */
export type Use = Readonly<Record<string, Minor>>;

/** Every envelope of a scheme: a claim may draw on several, and draws on all of them in one append. */
export interface ProgrammesState {
  readonly envelopes: ReadonlyMap<string, HeldEnvelope>;
  /** By the first letters of the use's key, so that an event copies few of them. */
  readonly uses: ReadonlyMap<string, ReadonlyMap<string, Use>>;
}

export const programmesFold: Fold<ProgrammeEvent, ProgrammesState> = {
  initialState: { envelopes: new Map(), uses: new Map() },
  evolve(state, event) {
    switch (event.type) {
      case 'benefits.EnvelopeNoted': {
        const { scheme: _, origin: __, ...envelope } = event.data;
        return { ...state, envelopes: new Map(state.envelopes).set(envelope.envelope, envelope) };
      }
      case 'benefits.EnvelopeDrawn':
        return drawn(state, event.data);
      default:
        return unreachable(event);
    }
  },
};

const drawn = (state: ProgrammesState, { envelope, use, ofUse, spent }: EnvelopeDrawn['data']): ProgrammesState => {
  const held = state.envelopes.get(envelope);
  if (!held) return state;
  const shelf = new Map(state.uses.get(shelfOf(use)));
  const { [envelope]: _, ...others } = shelf.get(use) ?? {};
  const now = ofUse === 0 ? others : { ...others, [envelope]: ofUse };
  if (Object.keys(now).length === 0) shelf.delete(use);
  else shelf.set(use, now);
  return {
    envelopes: new Map(state.envelopes).set(envelope, { ...held, spent }),
    uses: new Map(state.uses).set(shelfOf(use), shelf),
  };
};

const shelfOf = (use: string): string => use.slice(0, 2);

const nothing: Use = {};

export const useOf = ({ uses }: ProgrammesState, use: string): Use => uses.get(shelfOf(use))?.get(use) ?? nothing;

export const programmesStream = (scheme: string): string => `benefits.programmes-${scheme}`;

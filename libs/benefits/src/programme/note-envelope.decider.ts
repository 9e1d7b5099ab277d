import { accept, type Decider, nothingToDo } from '#kernel';
import type { ProgrammeEvent } from './programme.events.js';
import { programmesFold, type ProgrammesState } from './programme.state.js';
import type { EnvelopeTerms } from './programme.types.js';

/** Writes down what a fund told about an envelope for acts. */
export interface NoteEnvelope {
  readonly type: 'NoteEnvelope';
  readonly scheme: string;
  readonly terms: EnvelopeTerms;
  readonly revision: number;
  readonly origin: string;
}

/** The latest telling holds: one that was overtaken on its way changes nothing. */
export const noteEnvelopeDecider: Decider<NoteEnvelope, ProgrammeEvent, ProgrammesState, never> = {
  ...programmesFold,

  decide({ scheme, terms, revision, origin }, { envelopes }) {
    const known = envelopes.get(terms.envelope);
    if (known && known.revision >= revision) return nothingToDo;
    return accept({
      type: 'benefits.EnvelopeNoted',
      version: 1,
      effectiveAt: terms.window.from,
      data: { scheme, ...terms, revision, spent: known?.spent ?? 0, origin },
    });
  },
};

import type { Currency, Day, Minor } from '#kernel';
import type { EnvelopeDraw, EnvelopeTerms } from '../envelope/envelope.events.js';

/** Sets money aside for acts in a scheme; once more under another reference tops it up, on the terms said last. */
export interface GrantEnvelope {
  readonly type: 'GrantEnvelope';
  readonly fund: string;
  readonly scheme: string;
  readonly reference: string;
  readonly amount: Minor;
  readonly terms: EnvelopeTerms;
  readonly grantedOn: Day;
}

/** Asks back what is not spent. */
export interface CloseEnvelope {
  readonly type: 'CloseEnvelope';
  readonly fund: string;
  readonly scheme: string;
  readonly closedOn: Day;
}

/** What the scheme's claims told: all they drew on it, and whether they are done with it. */
export interface NoteEnvelopeUse {
  readonly type: 'NoteEnvelopeUse';
  readonly fund: string;
  readonly scheme: string;
  readonly currency: Currency;
  readonly spent: Minor;
  readonly closed: boolean;
  readonly revision: number;
  readonly usedOn: Day;
  /** The claim that drew, or gave back. */
  readonly draw?: EnvelopeDraw;
}

export type EnvelopeCommand = GrantEnvelope | CloseEnvelope | NoteEnvelopeUse;

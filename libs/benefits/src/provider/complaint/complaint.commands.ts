import type { Day } from '#kernel';
import type { ComplaintKind, ComplaintOutcome } from './complaint.types.js';

interface OnComplaint {
  readonly provider: string;
  readonly scheme: string;
  readonly complaint: string;
  /** Who enters it. */
  readonly actor: string;
  readonly on: Day;
}

/** A member, or somebody for them, complains of a provider; the person may stay unnamed. */
export interface FileComplaint extends OnComplaint {
  readonly type: 'FileComplaint';
  readonly kind: ComplaintKind;
  readonly person: string | null;
  readonly happenedOn: Day;
  readonly words: string;
}

/** Another person finds what is in it. */
export interface AnswerComplaint extends OnComplaint {
  readonly type: 'AnswerComplaint';
  readonly outcome: ComplaintOutcome;
  readonly answer: string;
}

export type ComplaintCommand = FileComplaint | AnswerComplaint;

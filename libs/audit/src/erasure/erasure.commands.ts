import type { Day } from '#kernel';
import type { ErasureGround } from './erasure.events.js';

/** A person is to be forgotten; somebody else than who decides it agrees. */
export interface DecideErasure {
  readonly type: 'DecideErasure';
  readonly person: string;
  readonly ground: ErasureGround;
  readonly decidedOn: Day;
  readonly decidedBy: string;
  readonly approvedBy: string;
  /** All that hold keys. */
  readonly contexts: readonly string[];
}

/** What whoever asks has to say. */
export type ErasureRequest = Pick<DecideErasure, 'person' | 'ground' | 'decidedBy' | 'approvedBy'>;

/** The keys are gone, in these contexts. */
export interface RecordDestruction {
  readonly type: 'RecordDestruction';
  readonly person: string;
  readonly contexts: readonly string[];
  readonly on: Day;
}

export type ErasureCommand = DecideErasure | RecordDestruction;

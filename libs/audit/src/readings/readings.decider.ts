import { accept, type Day, type Decider, nothingToDo } from '#kernel';
import type { ReadingsSealed } from './readings.events.js';

/** The log of readings stands here. */
export interface SealReadings {
  readonly entries: number;
  readonly head: string;
  readonly on: Day;
}

export interface ReadingsState {
  /** What the newest seal covers; 0 before the first. */
  readonly entries: number;
}

export const readingsStream = 'audit.readings-all';

/** Seals what came since. A log that is shorter than it was is sealed by nothing: that it was longer stays said. */
export const readingsDecider: Decider<SealReadings, ReadingsSealed, ReadingsState, never> = {
  initialState: { entries: 0 },
  decide: ({ entries, head, on }, sealed) =>
    entries <= sealed.entries
      ? nothingToDo
      : accept({ type: 'audit.ReadingsSealed', version: 1, effectiveAt: on, data: { entries, head } }),
  evolve: (_, { data: { entries } }) => ({ entries }),
};

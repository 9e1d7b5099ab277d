import type { Comparison, Protocol } from './protocol.js';
import type { BenchServer } from './server.js';

/** What a figure is held to, as a ratio to its baseline. */
export interface Target {
  readonly floor: number;
  readonly goal: number;
}

export interface Size {
  /** Persons of the demo federation. */
  readonly members: number;
  /** Events in all logs together. */
  readonly events: number;
}

export interface Surroundings {
  readonly protocol: Protocol;
  readonly server: BenchServer;
  /** How much there is before it begins, where that matters. */
  readonly size: Size;
  /** Prints one line per figure. */
  readonly report: (comparison: Comparison, unit: string, targets?: Readonly<Record<string, Target>>) => void;
  /** For people: goes to standard error. */
  readonly say: (line: string) => void;
}

/** Measures, reports, and throws when what it did was wrong. */
export type Bench = (surroundings: Surroundings) => Promise<void>;

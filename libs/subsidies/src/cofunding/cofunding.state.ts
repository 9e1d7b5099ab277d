import type { Day, Fold } from '#kernel';
import type { CofundingEvent } from './cofunding.events.js';

export interface CofundingVersion {
  readonly funds: readonly string[];
  readonly effectiveFrom: Day;
}
/** By rising first day; empty while nothing was agreed. */
export interface CofundingState {
  readonly versions: readonly CofundingVersion[];
}

export const cofundingStream = (cofunding: string): string => `subsidies.cofunding-${cofunding}`;

export const cofundingFold: Fold<CofundingEvent, CofundingState> = {
  initialState: { versions: [] },
  evolve: ({ versions }, { data: { funds, effectiveFrom } }) => ({ versions: [...versions, { funds, effectiveFrom }] }),
};

/** Funds for a request dated that day: those of the last version that had begun, or of the first. */
export const fundsOn = ({ versions }: CofundingState, day: Day): readonly string[] | undefined =>
  (versions.findLast(({ effectiveFrom }) => effectiveFrom <= day) ?? versions[0])?.funds;

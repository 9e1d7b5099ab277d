import { type GoldenStream, kindOf } from './golden.js';

/** A recorded stream that may become history. */
export type Candidate = Omit<GoldenStream, 'state'>;

/**
 * For each kind of event that no history ends with yet, the shortest stream up to such an event. It ends there because
 * what comes after may hide it: a suspension that was lifted leaves no trace in the state.
 */
export const choose = (candidates: readonly Candidate[], told: ReadonlySet<string>): Candidate[] => {
  const shortest = new Map<string, { readonly length: number; readonly chosen: Candidate }>();
  for (const candidate of candidates) {
    let length = 0;
    for (const [index, event] of candidate.events.entries()) {
      // Characters, as a person has to read them.
      length += JSON.stringify(event).length;
      const kind = kindOf(event);
      const before = shortest.get(kind);
      if (told.has(kind) || (before && before.length <= length)) continue;
      shortest.set(kind, { length, chosen: { ...candidate, events: candidate.events.slice(0, index + 1) } });
    }
  }
  return [...shortest.values()].map(({ chosen }) => chosen);
};

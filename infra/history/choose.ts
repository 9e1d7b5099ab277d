import { type GoldenEvent, type GoldenStream, kindOf } from './golden.js';

/** A recorded stream that may become history. */
export type Candidate = Omit<GoldenStream, 'state'>;

/** A stream worth keeping, and the kind of event it is kept for. */
export interface Chosen {
  readonly candidate: Candidate;
  readonly event: GoldenEvent;
}

/**
 * For each kind of event that no history tells yet, the shortest stream that holds it. Kinds that only long streams
 * tell come first: such a stream tells of others too, which then need none of their own.
 */
export const choose = (candidates: readonly Candidate[], told: Iterable<string>): Chosen[] => {
  const known = new Set(told);
  const chosen: Chosen[] = [];
  const wanted = [...shortestByKind(candidates).values()].sort((a, b) => lengthOf(b.candidate) - lengthOf(a.candidate));
  for (const choice of wanted) {
    if (known.has(kindOf(choice.event))) continue;
    chosen.push(choice);
    for (const event of choice.candidate.events) known.add(kindOf(event));
  }
  return chosen;
};

/** Characters, as a person has to read them. */
const lengthOf = ({ events }: Candidate): number => JSON.stringify(events).length;

const shortestByKind = (candidates: readonly Candidate[]): Map<string, Chosen> => {
  const shortest = new Map<string, Chosen>();
  const byLength = candidates
    .map(candidate => ({ candidate, length: lengthOf(candidate) }))
    .sort((a, b) => a.length - b.length);
  for (const { candidate } of byLength) {
    for (const event of candidate.events) {
      if (!shortest.has(kindOf(event))) shortest.set(kindOf(event), { candidate, event });
    }
  }
  return shortest;
};

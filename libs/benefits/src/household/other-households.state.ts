import type { Fold } from '#kernel';
import type { HouseholdEvent } from './household.events.js';
import { householdFold, type HouseholdState } from './household.state.js';

/** A household's stream, as a decision reads and writes it. */
export type HouseholdStream = {
  readonly event: HouseholdEvent;
  readonly state: HouseholdState;
};

/** Streams of the further households a person has rights in, by their place in the set order. */
export type OtherHouseholds = {
  readonly [other: `other-${number}`]: HouseholdStream;
};

/** What of a decision's states the further households are. */
export type OtherStates = {
  readonly [other: `other-${number}`]: HouseholdState;
};

/** A decider over one household, with so many others beside it. */
export const beside = <Decider extends { readonly folds: object }>(decider: Decider, others: number): Decider =>
  others === 0 ? decider : { ...decider, folds: { ...decider.folds, ...otherFolds(others) } };

/** Names of the streams of these further households. */
export const otherStreams = (streams: readonly string[]): Record<`other-${number}`, string> =>
  Object.fromEntries(streams.map((stream, at) => [`other-${at}`, stream]));

/** States of the further households, in the set order. */
export const othersIn = (states: OtherStates): readonly HouseholdState[] => {
  const found: HouseholdState[] = [];
  for (let other = states['other-0']; other; other = states[`other-${found.length}`]) found.push(other);
  return found;
};

const otherFolds = (count: number): Record<string, Fold<HouseholdEvent, HouseholdState>> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`other-${at}`, householdFold]));

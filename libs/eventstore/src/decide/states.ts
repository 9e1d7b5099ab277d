import type { DomainEvent } from '#kernel';
import type { Known } from './state-cache.js';

export type EventsByName = Readonly<Record<string, readonly DomainEvent[] | undefined>>;

/** Whether everything these states rest on arrived in the log. */
export const allStored = async (known: Record<string, Known>): Promise<boolean> =>
  (await Promise.all(Object.values(known).map(({ stored = true }) => stored))).every(Boolean);

export const statesOf = (known: Record<string, Known>): Record<string, unknown> => {
  const states: Record<string, unknown> = {};
  for (const name in known) states[name] = known[name]!.state;
  return states;
};

/** The states after these events. */
export const evolved = (
  before: Record<string, Known>,
  events: Readonly<Record<string, readonly DomainEvent[] | undefined>>,
): Record<string, Known> => {
  const after: Record<string, Known> = {};
  for (const name in before) {
    const { fold, version, state } = before[name]!;
    const added = events[name] ?? [];
    after[name] = {
      fold,
      version: version + added.length,
      state: added.reduce((current, event) => fold.evolve(current, event), state),
    };
  }
  return after;
};

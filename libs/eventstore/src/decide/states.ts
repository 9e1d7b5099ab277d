import type { DomainEvent } from '#kernel';
import type { Known } from './state-cache.js';

export type EventsByName = Readonly<Record<string, readonly DomainEvent[] | undefined>>;

/** Whether everything these states rest on arrived in the log. */
export const allStored = async (known: Record<string, Known>): Promise<boolean> =>
  (await Promise.all(Object.values(known).map(({ stored = true }) => stored))).every(Boolean);

export const statesOf = (known: Record<string, Known>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(known).map(([name, { state }]) => [name, state]));

/** The states after these events. */
export const evolved = (
  before: Record<string, Known>,
  events: Readonly<Record<string, readonly DomainEvent[] | undefined>>,
): Record<string, Known> =>
  Object.fromEntries(
    Object.entries(before).map(([name, { fold, version, state }]) => {
      const added = events[name] ?? [];
      return [
        name,
        {
          fold,
          version: version + added.length,
          state: added.reduce((current, event) => fold.evolve(current, event), state),
        },
      ];
    }),
  );

import { CommandRefused, type Decided, type Metadata } from '#eventstore';
import { commandIdOf } from '#messaging';

/** What became of each of many: one that is refused keeps no other from being done. */
export interface EachAnswer {
  readonly done: number;
  readonly notDone: ReadonlyArray<{ readonly id: string; readonly code: string }>;
}

/** Carries a request out for each of many, one after the other; the same request again does nothing twice. */
export const eachOf = async (
  ids: readonly string[],
  by: Metadata,
  decide: (id: string, by: Metadata) => Promise<Decided>,
): Promise<EachAnswer> => {
  const notDone: { id: string; code: string }[] = [];
  for (const id of ids) {
    try {
      await decide(id, { ...by, commandId: commandIdOf(by.commandId, 'each', id) });
    } catch (error) {
      if (!(error instanceof CommandRefused)) throw error;
      notDone.push({ id, code: error.refusal.reason });
    }
  }
  return { done: ids.length - notDone.length, notDone };
};

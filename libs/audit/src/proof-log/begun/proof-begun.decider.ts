import type { EventLog, Shard } from '#eventstore';
import { accept, type Day, type Decider, nothingToDo } from '#kernel';
import type { ProofBegun, ProofEvent, ProofGivenUp } from './proof-begun.events.js';

export type ProofCommand =
  | ({ readonly type: 'BeginProof'; readonly on: Day } & ProofBegun['data'])
  | ({ readonly type: 'GiveUpProof'; readonly on: Day } & ProofGivenUp['data']);

/** Key of a log that is signed; null: nothing of it is, or what was is given up. */
export interface ProofState {
  readonly key: string | null;
}

export const proofStream = (context: Shard): string => `audit.proof-${context}`;

/** What is not signed cannot be given up: there is nothing to do. */
export const proofDecider: Decider<ProofCommand, ProofEvent, ProofState, never> = {
  initialState: { key: null },
  decide: ({ type, on, ...data }, { key }) => {
    if (type === 'BeginProof') {
      const begun = data as ProofBegun['data'];
      return begun.key === key
        ? nothingToDo
        : accept({ type: 'audit.ProofBegun', version: 1, effectiveAt: on, data: begun });
    }
    if (key === null) return nothingToDo;
    return accept({ type: 'audit.ProofGivenUp', version: 1, effectiveAt: on, data: data as ProofGivenUp['data'] });
  },
  evolve: (_, event) => ({ key: event.type === 'audit.ProofBegun' ? event.data.key : null }),
};

/** Whether a context's log was signed, as the record tells it: its proof must be there. */
export const hasBegun = async (log: EventLog, context: Shard): Promise<boolean> => {
  const told = await log.readStream('audit', proofStream(context));
  return told.at(-1)?.type === 'audit.ProofBegun';
};

import { accept, addDays, type Day, type Decider, nothingToDo, refuse, unreachable } from '#kernel';
import type { DecideErasure, ErasureCommand, RecordDestruction } from './erasure.commands.js';
import type { ErasureEvent } from './erasure.events.js';
import { ErasureReason } from './erasure.reasons.js';

/** Keys are gone within thirty days, those in backups too. @unit days */
export const longestErasure_days = 30;

export type ErasureState =
  | { readonly status: 'none' }
  | {
      readonly status: 'decided';
      readonly person: string;
      readonly dueOn: Day;
      readonly contexts: readonly string[];
      readonly remaining: readonly string[];
    }
  | { readonly status: 'forgotten'; readonly person: string; readonly contexts: readonly string[] };

export const erasureStream = (person: string): string => `audit.erasure-${person}`;

/**
 * Forgets a person once, for good: when the last context has.
 * @refuses audit.erasure.second_person_needed when the one who decides also approves
 * @refuses audit.erasure.not_decided when keys were destroyed that nobody decided to
 */
export const erasureDecider: Decider<ErasureCommand, ErasureEvent, ErasureState, ErasureReason> = {
  initialState: { status: 'none' },

  decide(command, state) {
    switch (command.type) {
      case 'DecideErasure':
        return begin(command, state);
      case 'RecordDestruction':
        return goOn(command, state);
      default:
        return unreachable(command);
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'audit.ErasureDecided': {
        const { person, dueOn, contexts: remaining } = event.data;
        return { status: 'decided', person, dueOn, contexts: [], remaining };
      }
      case 'audit.KeysDestroyed': {
        const { person, remaining } = event.data;
        const before = state.status === 'decided' ? state : undefined;
        const contexts = [...(before?.contexts ?? []), ...event.data.contexts];
        if (!before || remaining.length === 0) return { status: 'forgotten', person, contexts };
        return { ...before, contexts, remaining };
      }
      default:
        return unreachable(event);
    }
  },
};

const begin = (
  { person, ground, decidedOn, decidedBy, approvedBy, contexts }: DecideErasure,
  state: ErasureState,
): ReturnType<typeof erasureDecider.decide> => {
  if (state.status !== 'none') return nothingToDo;
  if (decidedBy === approvedBy) return refuse(ErasureReason.secondPersonNeeded, { person }, 'unprocessable');
  const dueOn = addDays(decidedOn, longestErasure_days);
  return accept({
    type: 'audit.ErasureDecided',
    version: 2,
    effectiveAt: decidedOn,
    data: { person, ground, dueOn, approvedBy, contexts },
  });
};

/** Reports come in any order, and again. */
const goOn = (
  { person, contexts, on }: RecordDestruction,
  state: ErasureState,
): ReturnType<typeof erasureDecider.decide> => {
  if (state.status === 'forgotten') return nothingToDo;
  if (state.status === 'none') return refuse(ErasureReason.notDecided, { person });
  const done = state.remaining.filter(context => contexts.includes(context));
  if (done.length === 0) return nothingToDo;
  const remaining = state.remaining.filter(context => !contexts.includes(context));
  return accept({
    type: 'audit.KeysDestroyed',
    version: 2,
    effectiveAt: on,
    data: { person, contexts: done, remaining },
  });
};

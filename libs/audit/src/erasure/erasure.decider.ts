import { accept, addDays, type Day, type Decider, nothingToDo, refuse, unreachable } from '#kernel';
import type { ErasureCommand } from './erasure.commands.js';
import type { ErasureEvent } from './erasure.events.js';
import { ErasureReason } from './erasure.reasons.js';

/** Keys are gone within thirty days, those in backups too. @unit days */
export const longestErasure_days = 30;

export type ErasureState =
  | { readonly status: 'none' }
  | { readonly status: 'decided'; readonly person: string; readonly dueOn: Day }
  | { readonly status: 'forgotten'; readonly person: string; readonly contexts: readonly string[] };

export const erasureStream = (person: string): string => `audit.erasure-${person}`;

/**
 * Forgets a person once, for good.
 * @refuses audit.erasure.second_person_needed when the one who decides also approves
 * @refuses audit.erasure.not_decided when keys were destroyed that nobody decided to
 */
export const erasureDecider: Decider<ErasureCommand, ErasureEvent, ErasureState, ErasureReason> = {
  initialState: { status: 'none' },

  decide(command, state) {
    switch (command.type) {
      case 'DecideErasure': {
        if (state.status !== 'none') return nothingToDo;
        const { person, ground, decidedOn, decidedBy, approvedBy } = command;
        if (decidedBy === approvedBy) return refuse(ErasureReason.secondPersonNeeded, { person }, 'unprocessable');
        const dueOn = addDays(decidedOn, longestErasure_days);
        return accept({
          type: 'audit.ErasureDecided',
          version: 1,
          effectiveAt: decidedOn,
          data: { person, ground, dueOn, approvedBy },
        });
      }
      case 'RecordDestruction': {
        const { person, contexts, on } = command;
        if (state.status === 'forgotten') return nothingToDo;
        if (state.status === 'none') return refuse(ErasureReason.notDecided, { person });
        return accept({ type: 'audit.KeysDestroyed', version: 1, effectiveAt: on, data: { person, contexts } });
      }
      default:
        return unreachable(command);
    }
  },

  evolve(_, event) {
    switch (event.type) {
      case 'audit.ErasureDecided':
        return { status: 'decided', person: event.data.person, dueOn: event.data.dueOn };
      case 'audit.KeysDestroyed':
        return { status: 'forgotten', ...event.data };
      default:
        return unreachable(event);
    }
  },
};

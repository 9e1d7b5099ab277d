import { accept, type Decider, nothingToDo, refuse, seal } from '#kernel';
import type { FunderCommand } from './funder.commands.js';
import type { FunderEvent } from './funder.events.js';
import { FunderReason } from './funder.reasons.js';
import { funderFold, type FunderState } from './funder.state.js';

/** Keeps who gives. @refuses subsidies.funder.already_registered under another name */
export const funderDecider: Decider<FunderCommand, FunderEvent, FunderState, FunderReason> = {
  ...funderFold,

  decide({ funder, name, registeredOn }, state) {
    if (state.status === 'registered')
      return state.name === name ? nothingToDo : refuse(FunderReason.alreadyRegistered, { funder });
    return accept({
      type: 'subsidies.FunderRegistered',
      version: 1,
      effectiveAt: registeredOn,
      data: { funder, registeredOn },
      sealed: { name: seal(funder, 'identity', name) },
    });
  },
};

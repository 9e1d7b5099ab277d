import { type Policy, request } from '#messaging';
import type { HouseholdEvent } from '../household/household.events.js';
import { DecideCarry, moveFrom } from '../household/moved/decide-carry.js';
import type { HandedOn } from '../household/moved/moved.types.js';

const tell = (household: string, scheme: string, person: string, movedTo: readonly HandedOn[] = []) =>
  movedTo.map(to =>
    request(`carry:${to.transfer}`, by => new DecideCarry(moveFrom({ household, scheme, person }, to), by)),
  );

/** What is decided about care of before a move is told where the person went, and from there where they went next. */
export const carryRightsPolicy: Policy<HouseholdEvent> = {
  name: 'benefits.carry_rights.v1',
  shard: 'benefits',
  on: {
    'benefits.ClaimBooked': ({ data: { household, person, movedTo }, recorded: { scheme } }) =>
      tell(household, scheme, person, movedTo),
    'benefits.SessionAttested': ({ data: { household, person, movedTo }, recorded: { scheme } }) =>
      tell(household, scheme, person, movedTo),
    'benefits.RightsBroughtIn': ({ data: { household, scheme, person, movedTo } }) =>
      tell(household, scheme, person, movedTo),
  },
};

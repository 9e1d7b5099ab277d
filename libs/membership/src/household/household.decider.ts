import { type Decider, refuse, unreachable } from '#kernel';
import { closeDay } from './close-household-day.js';
import { grantTargetedCover, recordDeath, takeOverCover } from './cover-by-decision.js';
import {
  noteEntitlementOpened,
  noteEntitlementResumed,
  noteEntitlementSuspended,
  noteEntitlementWithdrawn,
} from './cover-by-payment.js';
import type { HouseholdCommand } from './household.commands.js';
import type { HouseholdEvent } from './household.events.js';
import { evolve } from './household.evolve.js';
import { HouseholdReason } from './household.reasons.js';
import type { HouseholdState } from './household.state.js';
import { addPerson, cancelEnrolment, declareBirth, enrol } from './joining.js';

/** Who belongs to a household, and who of them is covered from when to when. */
export const householdDecider: Decider<HouseholdCommand, HouseholdEvent, HouseholdState, HouseholdReason> = {
  initialState: { status: 'none' },
  evolve,

  decide(command, household) {
    if (command.type === 'EnrolHousehold') return enrol(command, household);
    if (household.status === 'none' || household.scheme !== command.scheme)
      return refuse(HouseholdReason.unknown, undefined, 'notFound');
    if (command.type === 'CancelEnrolment') return cancelEnrolment(command, household);
    if (household.status === 'left') return refuse(HouseholdReason.left, { household: household.household });
    switch (command.type) {
      case 'AddPerson':
        return addPerson(command, household);
      case 'DeclareBirth':
        return declareBirth(command, household);
      case 'RecordDeath':
        return recordDeath(command, household);
      case 'TakeOverCover':
        return takeOverCover(command, household);
      case 'GrantTargetedCover':
        return grantTargetedCover(command, household);
      case 'CloseHouseholdDay':
        return closeDay(command, household);
      case 'NoteEntitlementOpened':
        return noteEntitlementOpened(command, household);
      case 'NoteEntitlementSuspended':
        return noteEntitlementSuspended(command, household);
      case 'NoteEntitlementResumed':
        return noteEntitlementResumed(command, household);
      case 'NoteEntitlementWithdrawn':
        return noteEntitlementWithdrawn(command, household);
      default:
        return unreachable(command);
    }
  },
};

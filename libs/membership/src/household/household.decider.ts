import { type Decider, nothingToDo, refuse, unreachable } from '#kernel';
import { assessCategory, nameRemotePayer, recordAbsence } from './circumstances.js';
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
import { leaveHousehold, namePolicyholder } from './relations.js';
import { creditWaiting, strikeOff } from './scheme-decisions.js';
import { addPerson, cancelEnrolment, declareBirth, enrol } from './joining.js';

/** Who belongs to a household, and who of them is covered from when to when. */
export const householdDecider: Decider<HouseholdCommand, HouseholdEvent, HouseholdState, HouseholdReason> = {
  initialState: { status: 'none' },
  evolve,

  decide(command, household) {
    if (command.type === 'EnrolHousehold') return enrol(command, household);
    if (household.status === 'none' || household.scheme !== command.scheme)
      return refuse(HouseholdReason.unknown, undefined, 'notFound');
    if (household.status === 'struckOff')
      return command.type === 'StrikeOff'
        ? nothingToDo
        : refuse(HouseholdReason.struckOff, { household: household.household });
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
      case 'AssessCategory':
        return assessCategory(command, household);
      case 'RecordAbsence':
        return recordAbsence(command, household);
      case 'NameRemotePayer':
        return nameRemotePayer(command, household);
      case 'NamePolicyholder':
        return namePolicyholder(command, household);
      case 'LeaveHousehold':
        return leaveHousehold(command, household);
      case 'CreditWaiting':
        return creditWaiting(command, household);
      case 'StrikeOff':
        return strikeOff(command, household);
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

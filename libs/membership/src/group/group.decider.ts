import { accept, type Day, type Decider, nothingToDo, refuse, unreachable } from '#kernel';
import type { GroupEvent } from './group.events.js';
import { GroupReason } from './group.reasons.js';
import { groupFold, type GroupState } from './group.state.js';
import type { GroupKind } from './group.types.js';

export type GroupRequest =
  | {
      readonly type: 'FormGroup';
      readonly kind: GroupKind;
      readonly name: string;
      readonly section: string;
      readonly collector: string;
      readonly on: Day;
    }
  | { readonly type: 'AppointCollector'; readonly collector: string; readonly on: Day }
  | { readonly type: 'JoinGroup'; readonly household: string; readonly on: Day }
  | { readonly type: 'LeaveGroup'; readonly household: string; readonly on: Day };

export type GroupCommand = GroupRequest & {
  readonly scheme: string;
  readonly group: string;
  /** Whether the scheme has the section, or the household, that is named. */
  readonly placeKnown: boolean;
};

/**
 * A group pays together through a collector. Membership of a household is from a day to a day, both inside; whoever left
 * may come back from the day after.
 *
 * @refuses membership.group.unknown, already_formed, section_unknown, household_unknown, before_start
 */
export const groupDecider: Decider<GroupCommand, GroupEvent, GroupState, GroupReason> = {
  ...groupFold,

  decide(command, state) {
    const { scheme, group, on, placeKnown } = command;
    if (command.type === 'FormGroup') {
      const { kind, name, section, collector } = command;
      if (state.status === 'formed') {
        const same = state.kind === kind && state.name === name && state.section === section;
        return same ? nothingToDo : refuse(GroupReason.alreadyFormed, { group });
      }
      if (!placeKnown) return refuse(GroupReason.sectionUnknown, { section }, 'unprocessable');
      const data = { scheme, group, kind, name, section, collector, on };
      return accept({ type: 'membership.GroupFormed', version: 1, effectiveAt: on, data });
    }
    if (state.status === 'none') return refuse(GroupReason.unknown, undefined, 'notFound');
    if (command.type === 'AppointCollector') {
      const { collector } = command;
      const last = state.collectors.at(-1);
      if (last?.collector === collector) return nothingToDo;
      if (last && on <= last.from) return refuse(GroupReason.beforeStart, { from: last.from }, 'unprocessable');
      return accept({
        type: 'membership.CollectorAppointed',
        version: 1,
        effectiveAt: on,
        data: { scheme, group, collector, on },
      });
    }
    const { household } = command;
    const own = state.households.filter(known => known.household === household);
    const last = own.at(-1);
    const data = { scheme, group, household, on };
    switch (command.type) {
      case 'JoinGroup':
        if (!placeKnown) return refuse(GroupReason.householdUnknown, { household }, 'notFound');
        if (last?.until === null) return nothingToDo;
        if (last && on <= last.until) return refuse(GroupReason.beforeStart, { from: last.until }, 'unprocessable');
        return accept({ type: 'membership.GroupJoined', version: 1, effectiveAt: on, data });
      case 'LeaveGroup':
        if (!last) return refuse(GroupReason.householdUnknown, { household }, 'notFound');
        if (last.until !== null) return nothingToDo;
        if (on < last.from) return refuse(GroupReason.beforeStart, { from: last.from }, 'unprocessable');
        return accept({ type: 'membership.GroupLeft', version: 1, effectiveAt: on, data });
      default:
        return unreachable(command);
    }
  },
};

import { type Day, type Fold, unreachable } from '#kernel';
import type { GroupEvent } from './group.events.js';
import type { GroupKind } from './group.types.js';

export interface FormedGroup {
  readonly status: 'formed';
  readonly group: string;
  readonly kind: GroupKind;
  readonly name: string;
  readonly section: string;
  /** In order; the latest that began collects. */
  readonly collectors: readonly { readonly collector: string; readonly from: Day }[];
  readonly households: readonly { readonly household: string; readonly from: Day; readonly until: Day | null }[];
}

export type GroupState = { readonly status: 'none' } | FormedGroup;

export const groupFold: Fold<GroupEvent, GroupState> = {
  initialState: { status: 'none' },
  evolve(group, event) {
    if (event.type === 'membership.GroupFormed') {
      const { group: id, kind, name, section, collector, on } = event.data;
      return {
        status: 'formed',
        group: id,
        kind,
        name,
        section,
        collectors: [{ collector, from: on }],
        households: [],
      };
    }
    if (group.status === 'none') return group;
    switch (event.type) {
      case 'membership.CollectorAppointed': {
        const { collector, on } = event.data;
        return { ...group, collectors: [...group.collectors, { collector, from: on }] };
      }
      case 'membership.GroupJoined': {
        const { household, on } = event.data;
        return { ...group, households: [...group.households, { household, from: on, until: null }] };
      }
      case 'membership.GroupLeft': {
        const { household, on } = event.data;
        return {
          ...group,
          households: group.households.map(known =>
            known.household === household && known.until === null ? { ...known, until: on } : known,
          ),
        };
      }
      default:
        return unreachable(event);
    }
  },
};

/** Who pays with the group on a day, in the order they joined. */
export const householdsOn = ({ households }: FormedGroup, on: Day): readonly string[] =>
  households
    .filter(({ from, until }) => from <= on && (until === null || on <= until))
    .map(({ household }) => household);

export const collectorOn = ({ collectors }: FormedGroup, on: Day): string | null =>
  collectors.findLast(({ from }) => from <= on)?.collector ?? null;

export const groupStream = (scheme: string, group: string): string => `membership.group-${scheme}.${group}`;

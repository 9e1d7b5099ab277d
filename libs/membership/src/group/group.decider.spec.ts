import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import { type GroupCommand, groupDecider, type GroupRequest } from './group.decider.js';
import { GroupReason } from './group.reasons.js';
import { collectorOn, householdsOn } from './group.state.js';

const groups = specFor(groupDecider);
const asked = (request: GroupRequest, placeKnown = true): GroupCommand => ({
  ...request,
  ...{ scheme: 'A', group: 'G1', placeKnown },
});
const form = (placeKnown = true, name = 'Femmes de Zabré') =>
  asked({ type: 'FormGroup', kind: 'creditGroup', name, section: 'S1', collector: 'P1', on: '2025-01-01' }, placeKnown);
const join = (on: string, placeKnown = true) => asked({ type: 'JoinGroup', household: 'H0', on }, placeKnown);
const leave = (on: string) => asked({ type: 'LeaveGroup', household: 'H0', on });
const appoint = (collector: string, on: string) => asked({ type: 'AppointCollector', collector, on });

describe('a group', () => {
  test('is formed once, in a section the scheme has', () => {
    groups.given().when(form(false)).thenRefused(GroupReason.sectionUnknown);
    groups
      .given(...groups.afterCommands(form()))
      .when(form())
      .thenNothing();
    groups
      .given(...groups.afterCommands(form()))
      .when(form(true, 'Autre nom'))
      .thenRefused(GroupReason.alreadyFormed);
    groups.given().when(join('2025-01-01')).thenRefused(GroupReason.unknown);
  });

  test('has a household from its first to its last day', () => {
    const state = groups.stateAfter(groups.afterCommands(form(), join('2025-02-01'), leave('2025-06-30')));
    if (state.status === 'none') throw new Error('formed');
    expect(['2025-01-31', '2025-02-01', '2025-06-30', '2025-07-01'].map(on => householdsOn(state, on).length)).toEqual([
      0, 1, 1, 0,
    ]);
  });

  test('takes a household back from the day after it left, not on that day', () => {
    const left = groups.afterCommands(form(), join('2025-02-01'), leave('2025-06-30'));
    groups
      .given(...left)
      .when(join('2025-06-30'))
      .thenRefused(GroupReason.beforeStart);
    groups
      .given(...left)
      .when(join('2025-07-01'))
      .thenLike({ type: 'membership.GroupJoined' });
  });

  test('takes households of the scheme, and lets go whom it has', () => {
    const formed = groups.afterCommands(form());
    groups
      .given(...formed)
      .when(join('2025-02-01', false))
      .thenRefused(GroupReason.householdUnknown);
    groups
      .given(...formed)
      .when(leave('2025-02-01'))
      .thenRefused(GroupReason.householdUnknown);
    groups
      .given(...groups.afterCommands(form(), join('2025-02-01')))
      .when(leave('2025-01-31'))
      .thenRefused(GroupReason.beforeStart);
  });

  test('has one collector on a day: the new one from the day they are appointed', () => {
    const state = groups.stateAfter(groups.afterCommands(form(), appoint('P2', '2025-03-01')));
    if (state.status === 'none') throw new Error('formed');
    expect(['2024-12-31', '2025-02-28', '2025-03-01'].map(on => collectorOn(state, on))).toEqual([null, 'P1', 'P2']);
    groups
      .given(...groups.afterCommands(form()))
      .when(appoint('P2', '2025-01-01'))
      .thenRefused(GroupReason.beforeStart);
  });
});

import { expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import { timelineOf } from './cover-timeline.js';
import type { KnownEvent } from './coverage-on.js';
import { asked, covered2025, paid } from './examples/h0.js';
import type { HouseholdCommand } from './household.commands.js';
import { householdDecider } from './household.decider.js';

const household = specFor(householdDecider);
const known = (...commands: readonly HouseholdCommand[]): KnownEvent[] =>
  household.afterCommands(...commands).map((event, at) => ({
    ...event,
    recorded: { eventId: `e${at}`, recordedAt: `2025-01-0${at + 1}T08:00:00.000Z` },
  }));
const origin = 'o';
const suspended = asked('2025-07-01', { type: 'NoteEntitlementSuspended', term: 1, from: '2025-07-01', origin });
const resumed = asked('2025-07-10', { type: 'NoteEntitlementResumed', term: 1, from: '2025-07-11', origin });

test('why cover started, what suspended it, and when it resumed', () => {
  const { periods, changes } = timelineOf(known(...covered2025, suspended, resumed), 'AWA');
  expect(periods.map(({ from, to, status }) => `${from} ${to} ${status}`)).toEqual([
    '2025-01-01 2025-06-30 covered',
    '2025-07-01 2025-07-10 suspended',
    '2025-07-11 2025-12-31 covered',
    '2026-01-01 2026-01-30 grace',
  ]);
  expect(changes.map(({ fr }) => fr)).toEqual([
    'adhésion du 2024-12-15, cotisation attendue',
    'seuil de cotisation atteint le 2024-12-18',
    'échéance impayée le 2025-07-01',
    'arriérés payés, droits rétablis le 2025-07-11',
  ]);
});

test('a suspension without an end runs to the end of the term', () => {
  const { periods } = timelineOf(known(...covered2025, suspended), 'AWA');
  expect(periods.map(({ from, to, status }) => `${from} ${to} ${status}`)).toEqual([
    '2025-01-01 2025-06-30 covered',
    '2025-07-01 2025-12-31 suspended',
    '2026-01-01 2026-01-30 grace',
  ]);
});

test('a renewal leaves no grace between two terms, and a death says why cover stops', () => {
  const died = asked('2026-03-02', {
    type: 'RecordDeath',
    person: 'AWA',
    diedOn: '2026-03-01',
    declaredOn: '2026-03-02',
  });
  const { periods } = timelineOf(known(...covered2025, paid(2, '2025-12-20'), died), 'AWA');
  expect(periods.map(({ from, to, status, ended }) => `${from} ${to} ${status} ${ended}`)).toEqual([
    '2025-01-01 2025-12-31 covered null',
    '2026-01-01 2026-03-01 covered death',
  ]);
});

test('nobody knows a stranger', () =>
  expect(timelineOf(known(...covered2025), 'STRANGER')).toEqual({ periods: [], changes: [] }));

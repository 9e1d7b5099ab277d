import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import type { SchemeCommand } from './scheme.commands.js';
import { schemeDecider } from './scheme.decider.js';
import { SchemeReason } from './scheme.reasons.js';
import { forbids } from './standing.js';

const scheme = specFor(schemeDecider);
const recordedOn = '2025-03-10';
const particulars = { scheme: 'A', name: 'Mutuelle A', federation: 'F', currency: 'XOF', timezone: 'UTC' } as const;
const found = (on: string): SchemeCommand => ({
  type: 'FoundScheme',
  ...particulars,
  on,
  decision: 'AG-1',
  recordedOn,
});
const register: SchemeCommand = { type: 'RegisterScheme', ...particulars, recordedOn };
const section: SchemeCommand = { type: 'OpenSection', section: 'S1', name: 'Zabré', recordedOn };
const suspend = (on: string, decision = 'CA-1'): SchemeCommand => ({ type: 'SuspendScheme', on, decision, recordedOn });
const lift = (on: string): SchemeCommand => ({ type: 'LiftSuspension', on, decision: 'CA-2', recordedOn });
const merge = (into = 'B', successorFit = true): SchemeCommand => ({
  ...{ type: 'MergeScheme', into, successorFit },
  ...{ on: '2025-03-10', decision: 'AG-9', recordedOn },
});
const after = (...commands: readonly SchemeCommand[]) => scheme.given(...scheme.afterCommands(...commands));

describe('a scheme that is being founded', () => {
  test('was founded today or before', () => {
    scheme.given().when(found('2025-03-10')).thenLike({ type: 'membership.SchemeFounded' });
    scheme.given().when(found('2025-03-11')).thenRefused(SchemeReason.datedInFuture);
  });

  test('keeps the sections it opened when it is registered, once', () => {
    const events = scheme.afterCommands(found('2025-02-01'), section, register);
    expect(scheme.stateAfter(events)).toMatchObject({ status: 'registered', sections: { S1: 'Zabré' } });
    scheme
      .given(...events)
      .when(register)
      .thenNothing();
  });

  test('is registered under the particulars it was founded with', () =>
    after(found('2025-02-01'))
      .when({ ...register, name: 'Autre' })
      .thenRefused(SchemeReason.alreadyRegistered));

  test('is not suspended', () =>
    after(found('2025-02-01')).when(suspend('2025-03-01')).thenRefused(SchemeReason.notRegistered));
});

describe('a suspension', () => {
  test('is on a day that has come, not before the last change', () => {
    after(register).when(suspend('2025-03-11')).thenRefused(SchemeReason.datedInFuture);
    const suspended = after(register, suspend('2025-03-02'));
    suspended.when(lift('2025-03-01')).thenRefused(SchemeReason.beforeLastChange);
    suspended.when(lift('2025-03-02')).thenLike({ type: 'membership.SuspensionLifted', effectiveAt: '2025-03-02' });
  });

  test('told again changes nothing; another one on top is refused', () => {
    const suspended = after(register, suspend('2025-03-02'));
    suspended.when(suspend('2025-03-02')).thenNothing();
    suspended.when(suspend('2025-03-03', 'CA-7')).thenRefused(SchemeReason.alreadySuspended);
  });

  test('is lifted only where there is one', () =>
    after(register).when(lift('2025-03-02')).thenRefused(SchemeReason.notSuspended));
});

describe('a merger', () => {
  test('is into another registered scheme', () => {
    after(register).when(merge('B', false)).thenRefused(SchemeReason.successorUnfit);
    after(register).when(merge('A')).thenRefused(SchemeReason.successorUnfit);
    after(register, suspend('2025-03-02'))
      .when(merge())
      .thenLike({ type: 'membership.SchemeMerged', data: { into: 'B' } });
  });

  test('is the end: no suspension, no section; days are still closed', () => {
    const merged = after(register, merge());
    merged.when(merge()).thenNothing();
    merged.when(suspend('2025-03-10')).thenRefused(SchemeReason.merged);
    merged.when(section).thenRefused(SchemeReason.standingForbids);
    merged.when({ type: 'CloseDay', day: '2025-03-10', recordedOn }).thenLike({ type: 'membership.DayClosed' });
  });
});

test('whatever the standing, those who are covered are served', () => {
  for (const act of ['DeclareBirth', 'RecordDeath', 'LeaveHousehold', 'NoteEntitlementOpened', 'CloseHouseholdDay'])
    for (const standing of ['founding', 'registered', 'suspended', 'merged'] as const)
      expect(forbids(standing, act)).toBe(false);
});

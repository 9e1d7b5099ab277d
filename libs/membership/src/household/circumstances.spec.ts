import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import { asked, covered2025 } from './examples/h0.js';
import { householdDecider } from './household.decider.js';
import { HouseholdReason } from './household.reasons.js';
import { categoryOn } from './household.state.js';

const household = specFor(householdDecider);
const covered = household.afterCommands(...covered2025);

describe('what a household can bear to pay', () => {
  const assess = (category: string, from: string, until?: string, assessedOn = '2025-03-01') =>
    asked('2025-03-10', {
      type: 'AssessCategory',
      ...{ category, source: 'COMITE', decision: 'CI-1', assessedOn, from },
      ...(until ? { until } : {}),
    });

  test('is dated, with its source and its decision', () =>
    household
      .given(...covered)
      .when(assess('INDIGENT', '2025-02-01', '2026-01-31'))
      .thenLike({
        type: 'membership.CategoryAssessed',
        effectiveAt: '2025-02-01',
        data: { category: 'INDIGENT', source: 'COMITE', decision: 'CI-1', until: '2026-01-31', approvedBy: null },
      }));

  test('holds from its first to its last day, until another is found', () => {
    const state = household.stateAfter(
      household.afterCommands(
        ...covered2025,
        assess('INDIGENT', '2025-02-01', '2026-01-31'),
        assess('MODESTE', '2025-06-01'),
      ),
    );
    if (state.status === 'none') throw new Error('the household enrolled');
    expect(['2025-01-31', '2025-02-01', '2025-05-31', '2025-06-01'].map(on => categoryOn(state, on)?.category)).toEqual(
      [undefined, 'INDIGENT', 'INDIGENT', 'MODESTE'],
    );
  });

  test('ends no earlier than it begins, and is found at most thirty days before it is entered', () => {
    household
      .given(...covered)
      .when(assess('INDIGENT', '2025-02-01', '2025-01-31'))
      .thenRefused(HouseholdReason.endsBeforeStart);
    household
      .given(...covered)
      .when(assess('INDIGENT', '2025-02-01', undefined, '2025-02-07'))
      .thenRefused(HouseholdReason.backdatedTooFar, { late_days: 31 });
    household
      .given(...covered)
      .when(assess('INDIGENT', '2025-02-01', '2025-02-01', '2025-02-08'))
      .thenLike({ data: { until: '2025-02-01' } });
  });
});

describe('somebody lives elsewhere', () => {
  const away = (from: string, until?: string, person = 'ISSA') =>
    asked('2025-03-10', { type: 'RecordAbsence', person, from, ...(until ? { until } : {}) });
  const gone = household.afterCommands(...covered2025, away('2025-03-01'));

  test('and stays covered', () => {
    const state = household.stateAfter(gone);
    expect(state).toMatchObject({
      members: [
        {},
        { absences: [{ from: '2025-03-01', until: null }], cover: { spans: [{ suspensions: [], ended: null }] } },
      ],
    });
  });

  test('the return is recorded from the same day', () => {
    const back = household.given(...gone).when(away('2025-03-01', '2025-09-30')).history;
    expect(household.stateAfter(back)).toMatchObject({ members: [{}, { absences: [{ until: '2025-09-30' }] }] });
    household
      .given(...back)
      .when(away('2025-09-30'))
      .thenRefused(HouseholdReason.absenceOverlaps);
    household
      .given(...back)
      .when(away('2025-10-01'))
      .thenLike({ type: 'membership.AbsenceRecorded' });
  });

  test('someone of the household only, and in the order of days', () => {
    household
      .given(...covered)
      .when(away('2025-03-02', '2025-03-01'))
      .thenRefused(HouseholdReason.endsBeforeStart);
    household
      .given(...covered)
      .when(away('2025-03-01', undefined, 'NOBODY'))
      .thenRefused(HouseholdReason.personUnknown);
  });

  test('and pays from there: who it is stays sealed', () => {
    const named = household.given(...covered).when(
      asked('2025-03-10', {
        type: 'NameRemotePayer',
        ...{ payer: 'FRERE', name: 'Ali Bance', phone: '+33612345678', since: '2025-03-01' },
      }),
    );
    named.thenLike({
      data: { payer: 'FRERE' },
      sealed: { FRERE: { class: 'identity', value: { name: 'Ali Bance' } } },
    });
    expect(JSON.stringify(named.events[0]!.data)).not.toMatch(/Bance|336/);
  });
});

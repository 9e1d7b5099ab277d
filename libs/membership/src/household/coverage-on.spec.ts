import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import { coverageOn, type KnownEvent } from './coverage-on.js';
import { asked, closed, covered2025, paid } from './examples/h0.js';
import type { HouseholdCommand } from './household.commands.js';
import { householdDecider } from './household.decider.js';

const household = specFor(householdDecider);
const recorded = (...commands: readonly HouseholdCommand[]): readonly KnownEvent[] =>
  household
    .afterCommands(...commands)
    .map((event, at) => ({ ...event, recorded: { eventId: `e${at + 1}`, recordedAt: '2025-01-01T08:00:00.000Z' } }));

const lapsed = recorded(...covered2025, closed('2025-11-01'), closed('2026-01-31'));
const suspended = recorded(
  ...covered2025,
  asked('2025-07-02', { type: 'NoteEntitlementSuspended', term: 1, from: '2025-07-01', origin: 'o1' }),
  asked('2025-07-10', { type: 'NoteEntitlementResumed', term: 1, from: '2025-07-11', origin: 'o2' }),
  asked('2025-09-21', { type: 'RecordDeath', person: 'ISSA', diedOn: '2025-09-20', declaredOn: '2025-09-21' }),
);

describe('where cover stood', () => {
  test.each([
    ['2024-12-31', 'not-covered'],
    ['2025-01-01', 'covered'],
    ['2025-12-31', 'covered'],
    ['2026-01-01', 'lapsed'],
  ])('for a household that lapsed, on %s: %s', (on, status) =>
    expect(coverageOn(lapsed, 'AWA', on).status).toBe(status),
  );

  test.each([
    ['2025-06-30', 'covered'],
    ['2025-07-01', 'suspended'],
    ['2025-07-10', 'suspended'],
    ['2025-07-11', 'covered'],
    ['2025-09-20', 'covered'],
    ['2025-09-21', 'deceased'],
  ])('for one who was suspended, then died, on %s: %s', (on, status) =>
    expect(coverageOn(suspended, 'ISSA', on).status).toBe(status),
  );

  test.each([
    ['2026-01-01', 'grace'],
    ['2026-01-30', 'grace'],
    ['2026-01-31', 'lapsed'],
  ])('after expiry, nothing being known of a renewal, on %s: %s', (on, status) =>
    expect(coverageOn(recorded(...covered2025), 'AWA', on).status).toBe(status),
  );

  test('names the fact that made it so, in French and English', () => {
    expect(coverageOn(suspended, 'ISSA', '2025-07-11').because).toMatchObject({
      fr: 'Couvert du 2025-01-01 au 2025-12-31 : arriérés payés, droits rétablis le 2025-07-11',
      event: { id: 'e4', type: 'membership.CoverageResumed' },
    });
    expect(
      coverageOn(recorded(...covered2025, closed('2025-11-01'), paid(2, '2026-01-25')), 'AWA', '2026-01-15'),
    ).toMatchObject({
      status: 'covered',
      waitingFrom: '2025-01-01',
      because: { en: 'Covered from 2026-01-01 to 2026-12-31: renewed in time, threshold met on 2026-01-25' },
    });
  });

  test('of somebody nobody has named is unknown', () =>
    expect(coverageOn(lapsed, 'NOBODY', '2025-06-01')).toMatchObject({ status: 'unknown', because: null }));
});

import { describe, expect, test } from '@jest/globals';
import { foldAll } from '#kernel';
import { specFor } from '#testing/spec-for';
import type { HouseholdCommand } from './household.commands.js';
import { householdDecider } from './household.decider.js';
import type { HouseholdEvent } from './household.events.js';
import { categoryOn, householdFold } from './household.state.js';

const household = specFor(householdDecider);
const own = { scheme: 'DIOFIOR', household: 'H1' };
const year = { from: '2025-04-01', to: '2026-03-31' };
const started: HouseholdCommand = { type: 'NoteTermStarted', ...own, term: 1, period: year };
const died: HouseholdCommand = { type: 'NoteDeath', ...own, person: 'AWA', diedOn: '2025-09-20' };
const asked: HouseholdEvent = {
  ...{ type: 'subsidies.FundAsked', version: 1, effectiveAt: '2025-05-01' },
  data: { ...own, term: 1, fund: 'F', persons: 1, amount: 3_500, reason: null, requestedOn: '2025-05-01' },
};
const found = (category: string, decision: string, from: string, until: string | null = null): HouseholdCommand => ({
  ...{ type: 'NoteCategory', ...own, category, decision, from, until },
});

describe('what subsidies knows of a household', () => {
  test('its term, also before a fund is asked for it: whoever is added later may die in it', () => {
    const begun = household.afterCommands(started);
    household
      .given(...begun)
      .when(started)
      .thenNothing();
    household
      .given(...begun, asked)
      .when(died)
      .thenLike({ type: 'subsidies.SubsidisedPersonDied', data: { funds: ['F'], unearnedMonths: 6, months: 12 } });
  });

  test('a death concerns nobody where no fund was asked', () =>
    household
      .given(...household.afterCommands(started))
      .when(died)
      .thenNothing());

  test('its village, once', () => {
    const place: HouseholdCommand = { type: 'NotePlace', ...own, section: 'BARGUIN', enrolledOn: '2025-03-05' };
    const placed = household.afterCommands(place);
    household
      .given(...placed)
      .when(place)
      .thenNothing();
    household
      .given(...placed)
      .when({ ...place, section: 'YOURGA' })
      .thenLike({ type: 'subsidies.HouseholdPlaced', data: { section: 'YOURGA' } });
  });

  test('its category from the first day to the last; the latest finding that holds', () => {
    const state = foldAll(
      householdFold,
      household.afterCommands(
        found('indigent', 'PV-1', '2025-03-01'),
        found('poor', 'PV-2', '2025-06-01', '2025-08-31'),
      ),
    );
    const on = (day: string, scheme = 'DIOFIOR') => categoryOn(state, scheme, day);
    expect(on('2025-02-28')).toBeNull();
    expect([on('2025-03-01'), on('2025-05-31')]).toEqual(['indigent', 'indigent']);
    expect([on('2025-06-01'), on('2025-08-31')]).toEqual(['poor', 'poor']);
    expect(on('2025-09-01')).toBe('indigent');
    expect(on('2025-06-01', 'LOUGA')).toBeNull();
  });

  test('a finding by the number of its decision', () => {
    const known = household.afterCommands(found('indigent', 'PV-1', '2025-03-01'));
    household
      .given(...known)
      .when(found('indigent', 'PV-1', '2025-03-01'))
      .thenNothing();
    household
      .given(...known)
      .when(found('poor', 'PV-2', '2025-03-01'))
      .thenLike({ data: { category: 'poor' } });
  });
});

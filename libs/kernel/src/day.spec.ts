import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  day,
  dayIn,
  daysBetween,
  endOfMonth,
  firstOfNextMonth,
  isDay,
  NotADay,
  periodOf,
  wholeMonths,
  within,
  yearsBetween,
} from './day.js';

const anyDay = fc.integer({ min: 0, max: 80_000 }).map(days => addDays('1950-01-01', days));

describe('a day', () => {
  test('exists, or is refused', () => {
    for (const text of ['2025-02-28', '2024-02-29', '2000-02-29', '2025-12-31']) expect(day(text)).toBe(text);
    for (const text of [
      '2025-02-29',
      '1900-02-29',
      '2025-13-01',
      '2025-00-10',
      '2025-04-31',
      '2025-1-1',
      '2025-01-01T00:00',
      '',
      '20250101',
    ]) {
      expect(() => day(text)).toThrow(NotADay);
    }
    expect(isDay(20250101)).toBe(false);
  });

  test('of an instant depends on where one stands', () => {
    expect(dayIn('UTC', '2025-12-31T23:30:00.000Z')).toBe('2025-12-31');
    expect(dayIn('Africa/Ouagadougou', '2025-12-31T23:30:00.000Z')).toBe('2025-12-31');
    expect(dayIn('Africa/Kampala', '2025-12-31T21:30:00.000Z')).toBe('2026-01-01');
  });
});

describe('months', () => {
  test('are clamped to the end of the month', () => {
    expect(addMonths('2025-01-31', 1)).toBe('2025-02-28');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(addMonths('2025-01-01', 9)).toBe('2025-10-01');
    expect(addMonths('2025-03-15', -3)).toBe('2024-12-15');
  });

  test('a cover of twelve months from 1 January ends on 31 December, both inside', () => {
    const cover = periodOf('2025-01-01', 12);
    expect(cover).toEqual({ from: '2025-01-01', to: '2025-12-31' });
    expect([
      within(cover, '2024-12-31'),
      within(cover, '2025-01-01'),
      within(cover, '2025-12-31'),
      within(cover, '2026-01-01'),
    ]).toEqual([false, true, true, false]);
  });

  test('whole ones are counted with both ends inside', () => {
    expect(wholeMonths({ from: '2025-07-01', to: '2025-12-31' })).toBe(6);
    expect(wholeMonths({ from: '2025-07-02', to: '2025-12-31' })).toBe(5);
    expect(wholeMonths({ from: '2025-01-15', to: '2025-02-14' })).toBe(1);
    expect(wholeMonths({ from: '2025-01-15', to: '2025-02-13' })).toBe(0);
  });

  test('a period of n months has n whole months', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (from, months) => {
        fc.pre(Number(from.slice(8)) <= 28);
        expect(wholeMonths(periodOf(from, months))).toBe(months);
      }),
    );
  });

  test('end, and begin again', () => {
    expect([endOfMonth('2024-02-10'), firstOfNextMonth('2025-12-31'), firstOfNextMonth('2025-06-01')]).toEqual([
      '2024-02-29',
      '2026-01-01',
      '2025-07-01',
    ]);
  });
});

describe('days', () => {
  test('between two days and added to one are each other’s inverse', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5_000, max: 5_000 }), (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
    );
  });

  test('count exactly: 29 June is the 90th day after 31 March, 1 July the 92nd', () => {
    expect([daysBetween('2025-03-31', '2025-06-29'), daysBetween('2025-03-31', '2025-07-01')]).toEqual([90, 92]);
  });

  test('make an age', () => {
    expect([
      yearsBetween('2007-06-10', '2025-06-09'),
      yearsBetween('2007-06-10', '2025-06-10'),
      yearsBetween('2004-02-29', '2025-02-28'),
    ]).toEqual([17, 18, 21]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { addDays } from '#kernel';
import { dutiesOn } from './duties.js';
import type { Duty } from './fund.events.js';
import { fundWith, matching } from './fund.fixture.js';
import type { OpenFund } from './fund.state.js';
import type { Story } from './story.js';

const report: Duty = { duty: 'rapport', party: 'federation', dueOn: '2025-06-30' };
const withDuties = (...duties: Duty[]): Story => fundWith(0, { duties });
const remind = (story: Story, on: string) =>
  story.ask({ type: 'RemindDuties', fund: 'F-MATCH', on }).events.map(({ data }) => data);
const met = (story: Story, duty = 'rapport') =>
  story.ask({ type: 'RecordDutyMet', fund: 'F-MATCH', duty, metOn: '2025-06-15' });
const on = (story: Story, day: string) => dutiesOn(story.fund() as OpenFund, day);

describe('a duty of the contract', () => {
  test('is overdue from the day after it was due, until it is met', () => {
    const story = withDuties(report);
    expect(on(story, '2025-06-30')).toMatchObject({ overdue: [], upcoming: [{ duty: 'rapport', days: 0 }] });
    expect(on(story, '2025-07-01')).toMatchObject({ overdue: [{ duty: 'rapport', days: -1 }], upcoming: [] });
    met(story);
    expect(on(story, '2025-07-03')).toEqual({ overdue: [], upcoming: [] });
  });

  test('is ahead from thirty days before', () => {
    expect(on(withDuties(report), '2025-05-30').upcoming).toEqual([]);
    expect(on(withDuties(report), '2025-05-31').upcoming).toMatchObject([{ days: 30, remindedOn: null }]);
  });

  test.each([
    ['2025-05-30', null],
    ['2025-05-31', 30],
    ['2025-06-22', 8],
    ['2025-06-30', 0],
    ['2025-07-01', -1],
    ['2026-07-01', -366],
  ])('is recalled the first time it is asked about after thirty days before: %s', (day, days) =>
    expect(remind(withDuties(report), day)).toMatchObject(days === null ? [] : [{ duty: 'rapport', days }]),
  );

  test('day by day: thirty, seven and one day before, the day after, and every thirty days from there', () => {
    const story = withDuties(report);
    const days = Array.from({ length: 123 }, (_, index) => addDays('2025-05-01', index));
    expect(days.filter(day => remind(story, day).length > 0)).toEqual([
      ...['2025-05-31', '2025-06-23', '2025-06-29', '2025-07-01', '2025-07-31', '2025-08-30'],
    ]);
  });

  test('is recalled once a day, however often it is asked, and not for a day that is past', () => {
    const story = withDuties(report);
    expect(remind(story, '2025-06-23')).toHaveLength(1);
    expect(remind(story, '2025-06-23')).toEqual([]);
    expect(remind(story, '2025-06-01')).toEqual([]);
    expect(on(story, '2025-06-24').upcoming).toMatchObject([{ remindedOn: '2025-06-23' }]);
  });

  test('that is met is recalled no more, another still is', () => {
    const story = withDuties(report, { duty: 'audit', party: 'funder', dueOn: '2025-06-30' });
    met(story);
    expect(remind(story, '2025-06-29')).toMatchObject([{ duty: 'audit', party: 'funder' }]);
  });

  test('that an amendment put off is late only after the new day', () => {
    const story = withDuties(report);
    const put = { ...report, dueOn: '2025-09-30' };
    const contract = { ...matching, version: '2', duties: [put] };
    story.ask({ type: 'AmendFund', fund: 'F-MATCH', contract, effectiveFrom: '2025-06-01' });
    expect(on(story, '2025-07-01')).toEqual({ overdue: [], upcoming: [] });
    expect(on(story, '2025-10-01').overdue).toMatchObject([{ dueOn: '2025-09-30', days: -1 }]);
  });
});

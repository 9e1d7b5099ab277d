import { describe, expect, test } from '@jest/globals';
import { duesCancelled, funding, fundWith, request } from '../fund/fund.fixture.js';
import { burnDown } from './burn-down.js';

/** 35 000 F on 2 January; 7 000 F on 1 March, 3 500 F on 31 March. */
const spring = () => {
  const story = fundWith(35_000);
  story.ask(request('H1', 2, '2025-03-01'));
  story.ask(request('H2', 1, '2025-03-31'));
  return story;
};

describe('how long a fund lasts', () => {
  test('at the pace of the last days, rounded up: the last franc is set aside on that day', () => {
    // 10 500 F in 31 days; 24 500 F are left: 72.3 days.
    expect(burnDown(spring().events, '2025-03-31', 31)).toMatchObject({
      ...{ available: 24_500, used: 10_500, days: 31, exhaustedOn: '2025-06-12' },
    });
  });

  test('looks at the days named, the first and the last inside', () => {
    expect(burnDown(spring().events, '2025-03-31', 30)).toMatchObject({ used: 3_500 });
    expect(burnDown(spring().events, '2025-03-30', 30)).toMatchObject({ used: 7_000, available: 28_000 });
  });

  test('looks at fewer days in a younger fund', () =>
    expect(burnDown(spring().events, '2025-03-31', 365)).toMatchObject({ days: 89, exhaustedOn: '2025-10-25' }));

  test('is not foretold where nothing is used, or more comes back', () => {
    expect(burnDown(fundWith(35_000).events, '2025-03-31', 90).exhaustedOn).toBeNull();
    const story = fundWith(35_000);
    story.ask(request('H1', 2, '2025-02-01'));
    story.ask(duesCancelled('H1', '2025-03-15'));
    expect(burnDown(story.events, '2025-03-31', 30)).toMatchObject({ used: -7_000, exhaustedOn: null });
  });

  test('is over where nothing is left', () => {
    const story = fundWith(7_000);
    story.ask(request('H1', 3, '2025-03-05'));
    expect(burnDown(story.events, '2025-03-31', 90)).toMatchObject({ available: 0, exhaustedOn: '2025-03-31' });
  });

  test('month by month: what came, what was used, what was left', () => {
    const story = spring();
    story.ask(funding(5_000, 'AVIS-2', '2025-04-10'));
    expect(burnDown(story.events, '2025-04-10', 90).months).toEqual([
      { month: '2025-01', received: 35_000, used: 0, available: 35_000 },
      { month: '2025-02', received: 0, used: 0, available: 35_000 },
      { month: '2025-03', received: 0, used: 10_500, available: 24_500 },
      { month: '2025-04', received: 5_000, used: 0, available: 29_500 },
    ]);
  });

  test('what is void from a day before it was set aside counts on that day', () => {
    const story = fundWith(35_000);
    story.ask(request('H1', 2, '2025-03-10'));
    story.ask(duesCancelled('H1', '2024-12-31'));
    expect(burnDown(story.events, '2025-03-09', 90)).toMatchObject({ available: 35_000, used: 0 });
    expect(burnDown(story.events, '2025-03-31', 90)).toMatchObject({ available: 35_000, used: 0 });
    expect(burnDown(story.events, '2025-03-31', 90).months[0]).toMatchObject({ month: '2025-01', used: 0 });
  });

  test('of a fund that never had anything', () =>
    expect(burnDown(fundWith(0).events, '2025-03-31', 90)).toMatchObject({ available: 0, months: [] }));
});

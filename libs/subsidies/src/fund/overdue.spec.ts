import { expect, test } from '@jest/globals';
import { fundWith } from './fund.fixture.js';
import { type OpenFund, overdueDuties } from './fund.state.js';

test('a duty is overdue from the day after it was due, until it is met', () => {
  const story = fundWith(0, { duties: [{ duty: 'rapport', party: 'federation', dueOn: '2025-06-30' }] });
  const on = (day: string) => overdueDuties(story.fund() as OpenFund, day).map(({ duty }) => duty);
  expect(on('2025-06-30')).toEqual([]);
  expect(on('2025-07-01')).toEqual(['rapport']);
  story.ask({ type: 'RecordDutyMet', fund: 'F-MATCH', duty: 'rapport', metOn: '2025-07-02' });
  expect(on('2025-07-03')).toEqual([]);
});

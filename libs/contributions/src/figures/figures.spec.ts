import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '#kernel';
import { AccountStory, instalments, subsidised } from '../../test/account-story.js';
import { ageingOn } from './ageing.js';
import { earnedOn } from './earned.js';
import { renewalsOf } from './renewals.js';

/** Two persons, 14 000 paid, covered through 2025. */
const covered = () => {
  const story = new AccountStory();
  story.enrol();
  story.pay('R1', 15_000, '2024-12-15');
  story.start(1, '2025-01-01', '2025-12-31', '2025-11-01');
  return story;
};

describe('a contribution is earned', () => {
  test('by whole months of cover that are over: not on the 30th, on the 31st', () => {
    const { account } = covered();
    expect(earnedOn(account, '2024-12-31')).toEqual({ booked: 14_000, earned: 0, unearned: 14_000 });
    expect(earnedOn(account, '2025-01-30').earned).toBe(0);
    expect(earnedOn(account, '2025-01-31').earned).toBe(1_166);
    expect(earnedOn(account, '2025-06-30')).toEqual({ booked: 14_000, earned: 7_000, unearned: 7_000 });
    expect(earnedOn(account, '2025-12-30').earned).toBe(12_833);
    expect(earnedOn(account, '2025-12-31')).toEqual({ booked: 14_000, earned: 14_000, unearned: 0 });
  });

  test('by what was received until then, and by what the fund owes once rights are open', () => {
    const story = new AccountStory([subsidised]);
    story.enrol();
    story.pay('R1', 8_000, '2024-12-15');
    expect(earnedOn(story.account, '2024-12-14').booked).toBe(0);
    expect(earnedOn(story.account, '2024-12-20').booked).toBe(7_000);
    story.subsidy(7_000, 2, 0);
    expect(earnedOn(story.account, '2024-12-20').booked).toBe(14_000);
  });

  test('for someone who joined later by the months left to them', () => {
    const story = covered();
    story.ask({
      type: 'NotePersonAdded',
      product: 'P1',
      term: 1,
      person: 'X',
      addedOn: '2025-06-10',
      months: 6,
      charged: true,
    });
    story.pay('R2', 3_500, '2025-06-15');
    expect(earnedOn(story.account, '2025-09-30').earned).toBe(10_500 + 1_750);
  });

  test('and nothing is earned twice or lost', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 800 }), (one, more) => {
        const { account } = covered();
        const [first, second] = [
          earnedOn(account, addDays('2024-11-01', one)),
          earnedOn(account, addDays('2024-11-01', one + more)),
        ];
        expect(first.earned + first.unearned).toBe(first.booked);
        expect(second.earned).toBeGreaterThanOrEqual(first.earned);
      }),
    ));
});

describe('arrears', () => {
  test('are counted from the day that was still in time', () => {
    const story = new AccountStory([instalments]);
    story.enrol();
    story.pay('R1', 11_500, '2024-12-15');
    story.start(1, '2025-01-01', '2025-12-31');
    const on = (day: string) => Object.entries(ageingOn(story.account, day)).filter(([, amount]) => amount > 0);
    expect(on('2025-07-01')).toEqual([['notDue', 3_500]]);
    expect(on('2025-07-02')).toEqual([['upTo30', 3_500]]);
    expect(on('2025-07-31')).toEqual([['upTo30', 3_500]]);
    expect(on('2025-08-01')).toEqual([['upTo60', 3_500]]);
    expect(on('2025-08-30')).toEqual([['upTo60', 3_500]]);
    expect(on('2025-08-31')).toEqual([['upTo90', 3_500]]);
    expect(on('2025-09-29')).toEqual([['upTo90', 3_500]]);
    expect(on('2025-09-30')).toEqual([['over90', 3_500]]);
  });

  test('are what was owed on the day, by the receipts dated by then', () => {
    const story = covered();
    expect(ageingOn(story.account, '2024-12-09')).toMatchObject({ notDue: 0, upTo30: 0 });
    expect(ageingOn(story.account, '2024-12-14')).toMatchObject({ upTo30: 15_000 });
    expect(ageingOn(story.account, '2024-12-15')).toMatchObject({ upTo30: 0 });
  });
});

describe('the renewal calendar', () => {
  test('names covers that end, both days inside, and how far the next one is', () => {
    const story = covered();
    const ending = (from: string, to: string) => renewalsOf(story.account, from, to);
    expect(ending('2025-12-31', '2025-12-31')).toEqual([
      {
        household: 'H0',
        product: 'P1',
        term: 1,
        to: '2025-12-31',
        opensOn: '2025-11-01',
        next: 'not-called',
        outstanding: 0,
      },
    ]);
    expect(ending('2026-01-01', '2026-12-31')).toEqual([]);
    expect(ending('2025-01-01', '2025-12-30')).toEqual([]);
    story.pay('R2', 13_999, '2025-11-01');
    expect(ending('2025-12-01', '2025-12-31')).toMatchObject([{ next: 'unpaid', outstanding: 1 }]);
    story.pay('R3', 1, '2025-11-02');
    expect(ending('2025-12-01', '2025-12-31')).toMatchObject([{ next: 'renewed', outstanding: 0 }]);
  });

  test('tells of a household that let go no reason at all', () => {
    const story = covered();
    story.ask({
      type: 'NoteRenewalOpened',
      product: 'P1',
      term: 2,
      from: '2026-01-01',
      opensOn: '2025-11-01',
      persons: ['AWA'],
    });
    story.ask({ type: 'NoteTermAbandoned', term: 2, on: '2026-01-31', because: 'lapsed' });
    const [left] = renewalsOf(story.account, '2025-12-31', '2025-12-31');
    expect(left).toMatchObject({ next: 'not-called', outstanding: 0 });
    expect(Object.keys(left!).sort()).toEqual(['household', 'next', 'opensOn', 'outstanding', 'product', 'term', 'to']);
  });
});

import { describe, expect, test } from '@jest/globals';
import { funding, matching, openFund, request } from './fund.fixture.js';
import { Story } from './story.js';
import { underContract } from './under-contract.js';

/** Two schemes, four households, and money for five persons. */
const told = (): Story => {
  const story = new Story();
  story.ask(openFund());
  story.ask(funding(17_500));
  story.ask(request('H1', 2, '2025-02-01'));
  story.ask(request('H2', 2, '2025-02-02', { scheme: 'FANDENE' }));
  story.ask(request('H3', 2, '2025-02-03'));
  story.ask({ type: 'CommitReservation', scheme: 'DIOFIOR', household: 'H1', term: 1, committedOn: '2025-02-05' });
  return story;
};

describe('what another contract would have granted', () => {
  test('the same contract grants the same', () => {
    const story = told();
    const { schemes, free, leftAside } = underContract(story.events, matching)!;
    for (const { now, then } of schemes) expect(then).toEqual(now);
    expect(schemes.map(({ now }) => now)).toEqual([
      { scheme: 'DIOFIOR', asked: 2, granted: 10_500, persons: 3, waiting: 1, declined: 0 },
      { scheme: 'FANDENE', asked: 1, granted: 7_000, persons: 2, waiting: 0, declined: 0 },
    ]);
    expect([free, leftAside]).toEqual([{ now: 0, then: 0 }, 0]);
  });
  test('less for each person serves more of them, and something may be left', () => {
    const { schemes, free } = underContract(told().events, { ...matching, version: '2026', perPerson: 2_500 })!;
    expect(schemes.map(({ then: { granted, persons, waiting } }) => [granted, persons, waiting])).toEqual([
      [10_000, 4, 0],
      [5_000, 2, 0],
    ]);
    expect(free).toEqual({ now: 0, then: 2_500 });
  });
  test('a contract for one scheme alone leaves the others nothing', () => {
    const { schemes } = underContract(told().events, { ...matching, version: '2026', schemes: ['DIOFIOR'] })!;
    expect(schemes.map(({ then: { scheme, granted, declined } }) => [scheme, granted, declined])).toEqual([
      ['DIOFIOR', 14_000, 0],
      ['FANDENE', 0, 1],
    ]);
  });
  test('the first and the last day of its window are heard, the days around them are not', () => {
    const days = (from: string, to: string) =>
      underContract(told().events, { ...matching, version: '2026', window: { from, to } })!.schemes.map(
        ({ then }) => then.asked - then.declined,
      );
    expect(days('2025-02-01', '2025-02-03')).toEqual([2, 1]);
    expect(days('2025-02-02', '2025-02-03')).toEqual([1, 1]);
    expect(days('2025-02-01', '2025-02-02')).toEqual([1, 1]);
    expect(days('2025-02-04', '2025-02-04')).toEqual([0, 0]);
  });
  test('amendments of the time are not applied besides', () => {
    const story = told();
    story.ask({
      type: 'AmendFund',
      fund: 'F-MATCH',
      contract: { ...matching, version: '2025b', perPerson: 1 },
      effectiveFrom: '2025-03-01',
    });
    story.ask(request('H4', 1, '2025-03-02', { scheme: 'FANDENE' }));
    const { schemes } = underContract(story.events, matching)!;
    expect(schemes[1]!.then).toMatchObject({ granted: 7_000, waiting: 1 });
  });
  test('nothing is tried on a fund that was never opened', () => expect(underContract([], matching)).toBeUndefined());
});

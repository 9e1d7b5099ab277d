import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import type { IssueBooklet, ReturnBooklet } from './booklet.commands.js';
import { bookletDecider } from './booklet.decider.js';
import { BookletReason } from './booklet.reasons.js';
import { bookletOf, gapsIn, numbersOf } from './booklet.state.js';

const booklets = specFor(bookletDecider);
const issue = (change: Partial<IssueBooklet> = {}): IssueBooklet => ({
  ...{ type: 'IssueBooklet', scheme: 'A', booklet: 'C1', from: '000101', to: '000150', holder: 'FATOU' },
  ...{ issuedOn: '2025-06-01', recordedOn: '2025-06-30' },
  ...change,
});
const takeBack = (change: Partial<ReturnBooklet> = {}): ReturnBooklet => ({
  ...{ type: 'ReturnBooklet', scheme: 'A', booklet: 'C1', returnedOn: '2025-06-20', recordedOn: '2025-06-30' },
  ...{ unused: [], used: [] },
  ...change,
});
const issued = () => booklets.afterCommands(issue());
const all = numbersOf({ from: '000101', to: '000150' });

describe('a booklet of receipts', () => {
  test('has its numbers from first to last', () => {
    expect([all.length, all[0], all.at(-1)]).toEqual([50, '000101', '000150']);
    expect(numbersOf({ from: 'AB-09', to: 'AB-11' })).toEqual(['AB-09', 'AB-10', 'AB-11']);
  });

  test('is found by any of them, and by no other', () => {
    const state = booklets.stateAfter(issued());
    for (const inside of ['000101', '000117', '000150']) expect(bookletOf(state, inside)?.booklet).toBe('C1');
    for (const outside of ['000100', '000151', '101', '0000117', 'R00117'])
      expect(bookletOf(state, outside)).toBeUndefined();
  });

  test('shows a number passed over once a later one is entered', () => {
    const [booklet] = booklets.stateAfter(issued()).booklets;
    const entered = new Set(all.filter(number => number !== '000117'));
    expect(gapsIn(booklet!, entered)).toEqual(['000117']);
    expect(gapsIn(booklet!, new Set(['000101', '000102']))).toEqual([]);
    expect(gapsIn(booklet!, new Set(['000103']))).toEqual(['000101', '000102']);
    expect(gapsIn(booklet!, new Set())).toEqual([]);
  });

  test('shares no number with another of the scheme', () => {
    for (const [from, to] of [
      ['000150', '000199'],
      ['000051', '000101'],
      ['000110', '000120'],
      ['000001', '000900'],
    ] as const)
      booklets
        .given(...issued())
        .when(issue({ booklet: 'C2', from, to }))
        .thenRefused(BookletReason.overlaps);
    booklets
      .given(...issued())
      .when(issue({ booklet: 'C2', from: '000151', to: '000200' }))
      .thenLike({ type: 'contributions.BookletIssued' });
    booklets
      .given(...issued())
      .when(issue({ booklet: 'C2', from: 'B000101', to: 'B000150' }))
      .thenLike({});
  });

  test('is handed out once, as a sequence of 1 000 at most', () => {
    booklets
      .given(...issued())
      .when(issue())
      .thenNothing();
    booklets
      .given(...issued())
      .when(issue({ holder: 'ALI' }))
      .thenRefused(BookletReason.alreadyIssued);
    booklets
      .given()
      .when(issue({ from: '0001', to: '1000' }))
      .thenLike({});
    booklets
      .given()
      .when(issue({ from: '0000', to: '1000' }))
      .thenRefused(BookletReason.tooLong);
    for (const [from, to] of [
      ['000150', '000101'],
      ['101', '0150'],
      ['A101', 'B150'],
      ['ABC', 'ABD'],
    ] as const)
      booklets.given().when(issue({ from, to })).thenRefused(BookletReason.notASequence);
    booklets
      .given()
      .when(issue({ issuedOn: '2025-07-01' }))
      .thenRefused(BookletReason.datedInFuture);
  });

  test('comes back with what is missing: neither entered nor blank', () => {
    const used = all.filter(number => number < '000148' && number !== '000117');
    booklets
      .given(...issued())
      .when(takeBack({ used, unused: ['000149', '000150'] }))
      .thenLike({ data: { used: 46, blank: ['000149', '000150'], missing: ['000117', '000148'] } });
  });

  test('does not hand back blank what is entered, or is not its own', () => {
    for (const unused of [['000101'], ['000151']])
      booklets
        .given(...issued())
        .when(takeBack({ used: ['000101'], unused }))
        .thenRefused(BookletReason.notBlank);
    booklets.given().when(takeBack()).thenRefused(BookletReason.unknown);
    booklets
      .given(...issued())
      .when(takeBack({ returnedOn: '2025-05-31' }))
      .thenRefused(BookletReason.returnedBeforeIssued);
    booklets
      .given(...issued())
      .when(takeBack({ returnedOn: '2025-07-01' }))
      .thenRefused(BookletReason.datedInFuture);
    const back = booklets.given(...issued()).when(takeBack()).history;
    booklets
      .given(...back)
      .when(takeBack({ returnedOn: '2025-06-21' }))
      .thenNothing();
  });
});

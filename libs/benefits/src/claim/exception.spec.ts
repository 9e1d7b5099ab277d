import { describe, expect, test } from '@jest/globals';
import { type ClaimsDesk, line, open, type ReviewAsked } from '../../test/claims-desk.js';
import { exceptionsFold } from '../exception/exception.state.js';
import type { ExceptionEvent } from '../exception/exception.events.js';

const desk = (yearly?: number): ClaimsDesk =>
  open({
    lines: [{ act: 'CONS', rate_bps: 8000, limits: { number: 0 } }],
    ...(yearly === undefined ? {} : { exceptions: { yearly } }),
  });
const except = (one: ClaimsDesk, claim: string, to: number, on = '2025-05-02'): string => {
  one.submit(claim, { on, lines: [line('CONS', 10_000)] });
  one.onReview(claim, { type: 'OpenReview', because: 'requested', note: 'x', actor: 'manager', on });
  const rulings = [{ line: 1, ruling: 'exception', to, note: 'x' }];
  return one.onReview(claim, { type: 'DecideReview', rulings, reason: 'x', actor: 'doctor', on } as ReviewAsked);
};
const spent = (one: ClaimsDesk) => {
  const events = one.eventsOf('exceptions') as ExceptionEvent[];
  const state = events.reduce((before, event) => exceptionsFold.evolve(before, event), exceptionsFold.initialState);
  return [...state.values()].map(year => [year.year, year.spent, [...year.claims.keys()]]);
};

describe('the budget for exceptions', () => {
  test.each([
    [5000, 'accepted'],
    [5001, 'benefits.review.budget_exhausted'],
  ])('of five thousand holds an exception of %d', (to, outcome) => {
    expect(except(desk(5000), 'C1', to)).toBe(outcome);
  });

  test('is for all claims of a year of care together', () => {
    const one = desk(5000);
    except(one, 'C1', 3000);
    expect(except(one, 'C2', 2001, '2025-05-03')).toBe('benefits.review.budget_exhausted');
    except(one, 'C3', 2000, '2025-05-04');
    expect(spent(one)).toEqual([['2025', 5000, ['C1', 'C3']]]);
  });

  test('without one nobody is turned away, and the register is kept all the same', () => {
    const one = desk();
    expect(except(one, 'C1', 8000)).toBe('accepted');
    expect(spent(one)).toEqual([['2025', 8000, ['C1']]]);
  });

  test('gets back what is annulled, and what an appeal lowers', () => {
    const one = desk(8000);
    except(one, 'C1', 5000);
    except(one, 'C2', 1000, '2025-05-03');
    one.reverse('C1', '2025-05-20');
    expect(spent(one)).toEqual([['2025', 1000, ['C2']]]);
  });
});

describe('what a claim lacks', () => {
  const waiting = (pendedDays?: number): ClaimsDesk => {
    const one = open({
      lines: [{ act: 'CONS', rate_bps: 8000, diagnosis: true }],
      ...(pendedDays === undefined ? {} : { pendedDays }),
    });
    one.submit('C1', { on: '2025-05-02', lines: [line('CONS', 1000)] });
    return one;
  };

  test.each([
    ['2025-05-31', 'nothingToDo', 'pended'],
    ['2025-06-01', 'accepted', 'rejected'],
  ])('may come for thirty days, the last one inside: %s is over', (day, outcome, status) => {
    const one = waiting(30);
    expect(one.dayOver('C1', day)).toBe(outcome);
    expect(one.answer('C1')).toMatchObject({ status, scheme: 0, reasons: ['CLM-004'] });
  });

  test('may always come where the package names no days', () => {
    expect(waiting().dayOver('C1', '2029-01-01')).toBe('nothingToDo');
  });

  test('refused for its delay it stays refused, whatever is looked at again', () => {
    const one = waiting(30);
    one.dayOver('C1', '2025-06-01');
    expect(one.readjudicate('C1')).toBe('nothingToDo');
    expect(one.answer('C1')).toMatchObject({ status: 'rejected', decision: 2 });
  });

  test('grace has its own last day', () => {
    const one = open({ pendedDays: 1 }, { diedOn: null, undeclared: null, spans: [inGrace] });
    one.submit('C1', { on: '2026-01-10', lines: [line('CONS', 1000)] });
    expect(one.dayOver('C1', '2026-02-28')).toBe('nothingToDo');
    expect(one.answer('C1')).toMatchObject({ status: 'pended', reasons: ['ELG-005'] });
  });

  const inGrace = {
    from: '2025-01-01',
    to: '2025-12-31',
    waitingFrom: '2024-01-01',
    waitingWaived: false,
    graceUntil: '2026-01-30',
    suspensions: [],
    ended: null,
  };
});

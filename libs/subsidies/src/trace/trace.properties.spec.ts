import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sum } from '#kernel';
import type { FundCommand } from '../fund/fund.commands.js';
import {
  balanceOf,
  coverIsWithdrawn,
  coverOpens,
  duesCancelled,
  funding,
  fundWith,
  request,
  settlement,
} from '../fund/fund.fixture.js';
import type { ReservationCommand } from '../fund/reservation.commands.js';
import { simulate } from '../fund/simulate.js';
import { reachedByVillage, reachedForFunders, fewest } from './fund-report.js';
import { traceOf } from './trace.js';

const household = fc.constantFrom('H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'H7');
const schemeOf = (name: string) => (name < 'H4' ? 'DIOFIOR' : 'LOUGA');
const day = fc.integer({ min: 1, max: 28 }).map(each => `2025-03-${String(each).padStart(2, '0')}`);
const reference = fc.integer({ min: 1, max: 1_000_000 }).map(String);
const amount = fc.integer({ min: 1, max: 20_000 });

const clawBack = (name: string, unearnedMonths: number, cause: 'death' | 'duplicate'): ReservationCommand => ({
  ...{ type: 'ClawBack', scheme: schemeOf(name), household: name, term: 1, person: `${name}-${unearnedMonths}` },
  ...{ cause, unearnedMonths, months: 12, clawedBackOn: '2025-04-20' },
});

const command: fc.Arbitrary<FundCommand | ReservationCommand> = fc.oneof(
  fc
    .tuple(household, fc.integer({ min: 1, max: 7 }), day)
    .map(([name, persons, on]) => request(name, persons, on, { scheme: schemeOf(name) })),
  fc.tuple(amount, reference, day).map(([each, ref, on]) => funding(each, ref, on)),
  fc.tuple(amount, reference, day).map(([each, ref, on]): FundCommand => ({
    type: 'RecordPledge',
    fund: 'F-MATCH',
    reference: ref,
    amount: each,
    pledgedOn: on,
  })),
  household.map(name => coverOpens(name, '2025-04-01', schemeOf(name))),
  household.map(name => coverIsWithdrawn(name, '2025-04-02', schemeOf(name))),
  household.map(name => duesCancelled(name, '2025-04-03', schemeOf(name))),
  fc
    .tuple(household, fc.integer({ min: 1, max: 12 }), fc.constantFrom('death' as const, 'duplicate' as const))
    .map(([name, months, cause]) => clawBack(name, months, cause)),
  reference.map(ref => settlement(ref, '2025-04-30')),
);

const story = fc
  .tuple(fc.integer({ min: 0, max: 30_000 }), fc.boolean(), fc.array(command, { minLength: 5, maxLength: 50 }))
  .map(([before, wholePersons, commands]) => {
    const told = fundWith(before, { wholePersons, clawback: true });
    for (const each of commands) told.ask(each);
    return told;
  });

const holds = (check: (told: ReturnType<typeof fundWith>) => void) =>
  fc.assert(fc.property(story, check), { numRuns: 200 });

describe('whatever happens to a fund, its trace', () => {
  test('adds up to what is settled, committed and reserved', () =>
    holds(told => {
      const trace = traceOf(told.events);
      const { settled, committed, reserved } = balanceOf(told);
      expect(trace.settled).toBe(settled);
      expect(sum(trace.terms.map(term => term.committed))).toBe(committed);
      expect(sum(trace.terms.map(term => term.reserved))).toBe(reserved);
    }));

  test('names for each franc settled one receipt, or the promise it rests on', () =>
    holds(told => {
      const { terms, fundings, promised, settled } = traceOf(told.events);
      const from = terms.flatMap(({ payments }) => payments.flatMap(payment => payment.from));
      for (const { funding: name, spent, amount: received } of fundings) {
        expect(spent).toBeLessThanOrEqual(received);
        expect(sum(from.map(source => (source.funding === name ? source.amount : 0)))).toBe(spent);
      }
      expect(sum(from.map(source => (source.funding === null ? source.amount : 0)))).toBe(promised);
      expect(sum(fundings.map(({ spent }) => spent)) + promised).toBe(settled);
      for (const { payments } of terms)
        for (const payment of payments) expect(sum(payment.from.map(source => source.amount))).toBe(payment.amount);
    }));

  test('rests on a promise only when nothing received is left', () =>
    holds(told => {
      const { fundings, promised } = traceOf(told.events);
      if (promised > 0) for (const { spent, amount: received } of fundings) expect(spent).toBe(received);
    }));

  test('gives nobody less than nothing', () =>
    holds(told => {
      for (const { settled, committed } of traceOf(told.events).terms)
        expect(Math.min(settled, committed)).toBeGreaterThanOrEqual(0);
    }));
});

describe('whatever happens to a fund, the report to its funder', () => {
  const village = (_: string, name: string) => (name < 'H3' ? 'BARGUIN' : name < 'H6' ? 'YOURGA' : 'ZABRE');

  test('adds up to the report of those who check, and tells of no fewer than five households', () =>
    holds(told => {
      const { terms } = traceOf(told.events);
      const whole = reachedByVillage(terms, village);
      const forFunders = reachedForFunders(terms, village);
      for (const { households, settled } of forFunders)
        if (households === null) expect(settled).toBeNull();
        else expect(households).toBeGreaterThanOrEqual(fewest);
      if (forFunders.some(({ households }) => households === null)) expect(forFunders).toHaveLength(1);
      else
        expect(sum(forFunders.map(({ settled }) => settled ?? 0))).toBe(sum(whole.map(({ settled }) => settled ?? 0)));
    }));
});

describe('a simulation that changes nothing', () => {
  test('finds what was', () =>
    holds(told => {
      const { before, after, gained, lost } = simulate(told.events, told.households, {}, '2025-01-01');
      expect(after).toEqual(before);
      expect([...gained, ...lost]).toEqual([]);
    }));
});

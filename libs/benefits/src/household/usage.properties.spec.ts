import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, within } from '#kernel';
import { bookingOf, householdFold, type HouseholdState } from './household.state.js';
import type { Booking } from './household.types.js';
import { holderOf, usedRights } from './usage.state.js';

const days = fc.integer({ min: 0, max: 420 }).map(number => addDays('2025-01-01', number));
const periods = fc.tuple(days, fc.integer({ min: 0, max: 400 })).map(([from, length]) => ({
  from,
  to: addDays(from, length),
}));
const counters = fc.dictionary(fc.constantFrom('k1', 'k2', 'k3'), fc.integer({ min: 1, max: 9_000 }));

/** A claim keeps the day that governs it through all its decisions. */
const dayOfClaim = (claim: string): string => addDays('2025-01-01', (Number(claim) * 37) % 420);

const bookings = fc
  .record({
    claim: fc.integer({ min: 0, max: 30 }).map(String),
    decision: fc.constant(1),
    person: fc.constantFrom('awa', 'ali', 'issa'),
    status: fc.constantFrom('approved', 'rejected', 'pended', 'reversed'),
    recordedAt: fc.constant('2026-03-01T08:00:00.000Z'),
    period: fc.constant(null),
    usage: fc.record({ ceilings: fc.nat(50_000), deducted: fc.nat(500), categories: counters, acts: counters }),
    holds: fc.uniqueArray(fc.constantFrom('h1', 'h2', 'h3'), { maxLength: 2 }),
    limitedBy: fc.constant([]),
    needs: fc.constant([]),
  })
  .map((booking): Booking => ({
    ...booking,
    status: booking.status as Booking['status'],
    governs: dayOfClaim(booking.claim),
  }));

const booked = (given: readonly Booking[], start: HouseholdState = householdFold.initialState): HouseholdState =>
  given.reduce(
    (household, booking) =>
      householdFold.evolve(household, {
        type: 'benefits.ClaimBooked',
        version: 1,
        effectiveAt: booking.governs,
        data: { ...booking, household: 'H', because: 'limitFreed', reconsider: [] },
      }),
    start,
  );

describe('bookings', () => {
  /** Two decisions that began on one state: one of them was not stored. */
  test('of two states that came of one are told apart', () =>
    fc.assert(
      fc.property(
        fc.array(bookings, { maxLength: 20 }),
        fc.array(bookings, { maxLength: 20 }),
        fc.array(bookings, { maxLength: 20 }),
        (common, left, right) => {
          const start = booked(common);
          const ways = [left, right].map(own => [[...common, ...own], booked(own, start)] as const);
          for (const [given, state] of [...ways, [common, start] as const]) {
            expect(state).toEqual(booked(given));
            const latest = new Map(given.map(booking => [booking.claim, booking]));
            for (let claim = 0; claim <= 30; claim += 1) {
              const found = bookingOf(state, String(claim), dayOfClaim(String(claim)));
              expect(found?.usage).toEqual(latest.get(String(claim))?.usage);
              for (const key of ['h1', 'h2', 'h3']) {
                const on = dayOfClaim(String(claim));
                const holders = [...latest.values()].filter(one => one.holds.includes(key) && one.governs === on);
                const holder = holderOf(state, key, on, 'another');
                expect(holders.map(one => one.claim)).toEqual(holder === undefined ? [] : [holder]);
                expect(holderOf(state, key, on, String(claim))).toBeUndefined();
              }
            }
          }
        },
      ),
      { numRuns: 25 },
    ));
});

describe('what a household used', () => {
  test('is the sum of its latest bookings, however they are kept', () =>
    fc.assert(
      fc.property(
        fc.array(bookings, { maxLength: 60 }),
        periods,
        periods,
        fc.integer({ min: 0, max: 30 }).map(String),
        (given, own, whole, claim) => {
          const latest = [...new Map(given.map(booking => [booking.claim, booking])).values()].filter(
            ({ claim: other, status, governs }) => other !== claim && status === 'approved' && within(whole, governs),
          );
          const personal = latest.filter(({ person, governs }) => person === 'awa' && within(own, governs));
          const sum = (of: readonly Booking[], amount: (booking: Booking) => number): number =>
            of.reduce((total, booking) => total + amount(booking), 0);

          const used = usedRights(booked(given), 'awa', own, whole, { claim, governs: dayOfClaim(claim) });

          expect(used.household).toBe(sum(latest, ({ usage }) => usage.ceilings));
          expect(used.person).toBe(sum(personal, ({ usage }) => usage.ceilings));
          expect(used.deducted).toBe(sum(personal, ({ usage }) => usage.deducted));
          for (const key of ['k1', 'k2', 'k3']) {
            expect(used.acts.get(key) ?? 0).toBe(sum(personal, ({ usage }) => usage.acts[key] ?? 0));
            expect(used.categories.get(key) ?? 0).toBe(sum(personal, ({ usage }) => usage.categories[key] ?? 0));
          }
        },
      ),
      { numRuns: 500 },
    ));
});

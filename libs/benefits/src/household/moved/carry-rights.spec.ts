import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day } from '#kernel';
import type { HouseholdEvent } from '../household.events.js';
import { householdFold, type HouseholdState } from '../household.state.js';
import { type Booking, type CoverSpan, noUsage } from '../household.types.js';
import { claimedDays, evidenceDays, usedRights } from '../usage.state.js';
import { type CarryRights, carryRightsDecider } from './carry-rights.decider.js';

const span = (from: Day, to: Day, ended: CoverSpan['ended'] = null): CoverSpan => ({
  ...{ from, to, waitingFrom: from, waitingWaived: false, graceUntil: null, suspensions: [], ended },
});

const fold = (events: readonly HouseholdEvent[], from = householdFold.initialState): HouseholdState =>
  events.reduce((state, event) => householdFold.evolve(state, event), from);

const covered = (household: string, spans: readonly CoverSpan[]): HouseholdEvent => ({
  type: 'benefits.CoverNoted',
  version: 1,
  effectiveAt: '2025-01-01',
  data: {
    ...{ household, scheme: 'A', person: 'AWA', because: 'test', origin: '1', reconsider: [] },
    cover: { product: 'P', revision: 1, diedOn: null, undeclared: null, spans },
  },
});

const booked = (household: string, claim: string, governs: Day, more: Partial<Booking> = {}): HouseholdEvent => ({
  type: 'benefits.ClaimBooked',
  version: 1,
  effectiveAt: governs,
  data: {
    ...{ household, claim, governs, person: 'AWA', decision: 1, status: 'approved', recordedAt: governs },
    ...{ period: null, holds: [], limitedBy: [], needs: [], because: 'limitFreed', reconsider: [] },
    usage: { ceilings: 1000, deducted: 10, categories: { 'a:IMG': 500 }, acts: { 'a:CONS': 1 } },
    ...more,
  },
});

const move = (fromHousehold: string, toHousehold: string, on: Day, keys: CarryRights['keys'] = null): CarryRights => ({
  ...{ type: 'CarryRights', transfer: `${fromHousehold}-${toHousehold}-${on}`, person: 'AWA', keys },
  ...{ fromScheme: `of-${fromHousehold}`, toScheme: `of-${toHousehold}`, fromHousehold, toHousehold, on },
});

/** Both households as a move leaves them, and the claims it names. */
const carry = (from: HouseholdState, to: HouseholdState, command: CarryRights) => {
  const decision = carryRightsDecider.decide(command, { from, to });
  if (decision.outcome !== 'accepted') return { from, to, reconsider: null };
  const [came] = decision.events.to ?? [];
  return {
    from: fold(decision.events.from ?? [], from),
    to: fold(decision.events.to ?? [], to),
    reconsider: came?.type === 'benefits.RightsBroughtIn' ? came.data.reconsider : null,
  };
};

const year = { from: '2025-01-01', to: '2025-12-31' };
const second = { from: '2025-07-01', to: '2025-12-31' };
const old = fold([covered('H', [span('2025-01-01', '2025-06-30', 'withdrawn')]), booked('H', 'C1', '2025-06-30')]);
const fresh = fold([covered('B', [span('2025-07-01', '2025-12-31')])]);
const usedThere = (to: HouseholdState) => {
  const { person, household, deducted, categories, acts } = usedRights(to, 'AWA', second, second);
  return { person, household, deducted, img: categories.get('b:IMG') ?? 0, cons: acts.get('b:CONS') ?? 0 };
};
const keys = { 'a:IMG': 'b:IMG', 'a:CONS': 'b:CONS' };
const once = { person: 1000, household: 1000, deducted: 10, img: 500, cons: 1 };
const nothing = { person: 0, household: 0, deducted: 0, img: 0, cons: 0 };

describe('who moves', () => {
  test('has used there what was used here, under the names of the scheme that receives', () => {
    expect(usedThere(fresh)).toEqual(nothing);
    expect(usedThere(carry(old, fresh, move('H', 'B', '2025-07-01', keys)).to)).toEqual(once);
  });

  test('keys the receiving scheme has no name for stay behind, and the sums go along', () =>
    expect(usedThere(carry(old, fresh, move('H', 'B', '2025-07-01', {})).to)).toEqual({ ...once, img: 0, cons: 0 }));

  test('care on the day before goes along, care on the day itself does not', () => {
    const later = fold([booked('H', 'C2', '2025-07-01')], old);
    expect(usedThere(carry(later, fresh, move('H', 'B', '2025-07-01', keys)).to)).toEqual(once);
  });

  test('a period that ran out by itself is over; one that the move cut on its last day but one is not', () => {
    const ended = fold([covered('H', [span('2024-07-01', '2025-06-30')]), booked('H', 'C1', '2025-06-30')]);
    expect(usedThere(carry(ended, fresh, move('H', 'B', '2025-07-01', keys)).to)).toEqual(nothing);
    const running = fold([covered('H', [span('2024-07-02', '2025-07-01')]), booked('H', 'C1', '2024-07-02')]);
    expect(usedThere(carry(running, fresh, move('H', 'B', '2025-07-01', keys)).to)).toEqual(once);
    const before = fold([covered('H', [span('2024-07-02', '2025-07-01')]), booked('H', 'C1', '2024-07-01')]);
    expect(usedThere(carry(before, fresh, move('H', 'B', '2025-07-01', keys)).to)).toEqual(nothing);
  });

  test('the next period is whole', () => {
    const { to } = carry(old, fresh, move('H', 'B', '2025-07-01', keys));
    const next = { from: '2026-01-01', to: '2026-12-31' };
    expect(usedRights(to, 'AWA', next, next)).toMatchObject({ person: 0, household: 0, deducted: 0 });
  });

  test('a claim told twice counts once; one reversed later gives back what it cut, and nothing else is opened', () => {
    const first = carry(old, fresh, move('H', 'B', '2025-07-01', keys));
    expect(first.reconsider).toEqual([]);
    const again = carry(first.from, first.to, move('H', 'B', '2025-07-01', keys));
    expect(again).toMatchObject({ reconsider: null });
    const there = fold(
      [
        booked('B', 'CUT', '2025-07-02', { limitedBy: ['person:AWA'] }),
        booked('B', 'WHOLE', '2025-07-03'),
        booked('B', 'GONE', '2025-07-03', { limitedBy: ['person:AWA'], status: 'reversed' }),
      ],
      first.to,
    );
    const late = fold([booked('H', 'C2', '2025-06-29')], first.from);
    expect(carry(late, there, move('H', 'B', '2025-07-01', keys)).reconsider).toEqual([]);
    const reversed = fold([booked('H', 'C1', '2025-06-30', { status: 'reversed', usage: noUsage })], first.from);
    const after = carry(reversed, there, move('H', 'B', '2025-07-01', keys));
    expect(after.reconsider).toEqual(['CUT']);
    expect(usedRights(after.to, 'AWA', second, second).person).toBe(2000);
  });

  test('a claim decided before the move was told is decided again', () => {
    const early = fold(
      [booked('B', 'EARLY', '2025-07-01'), booked('B', 'OTHER', '2025-07-01', { person: 'ALI' })],
      fresh,
    );
    expect(carry(old, early, move('H', 'B', '2025-07-01', keys)).reconsider).toEqual(['EARLY']);
  });

  test('evidence goes along whatever its period, and evidence that comes late decides again what lacked it', () => {
    const first = carry(old, fresh, move('H', 'B', '2025-07-01', keys));
    const window = { key: 'b:CONS', from: '2025-01-01', before: '2025-08-01' };
    expect(evidenceDays(first.to, 'AWA', window)).toEqual(['2025-06-30']);
    expect(claimedDays(first.to, 'AWA', window, 'X')).toEqual(['2025-06-30']);
    const lacking = fold(
      [booked('B', 'LACKS', '2025-07-05', { status: 'rejected', needs: [{ ...window, met: false }] })],
      first.to,
    );
    const late = fold([booked('H', 'C0', '2024-12-31'), booked('H', 'C2', '2025-02-01')], first.from);
    const told = carry(late, lacking, move('H', 'B', '2025-07-01', keys));
    expect(told.reconsider).toEqual(['LACKS']);
    expect(evidenceDays(told.to, 'AWA', { ...window, from: '2024-12-31' })).toEqual([
      '2024-12-31',
      '2025-02-01',
      '2025-06-30',
    ]);
  });

  test('and goes on takes everything along; who comes back has it once', () => {
    const first = carry(old, fresh, move('H', 'B', '2025-07-01'));
    const there = fold(
      [covered('B', [span('2025-07-01', '2025-09-30', 'withdrawn')]), booked('B', 'C2', '2025-08-01')],
      first.to,
    );
    const back = fold(
      [covered('H', [span('2025-01-01', '2025-06-30', 'withdrawn'), span('2025-10-01', '2025-12-31')])],
      first.from,
    );
    const home = carry(there, back, move('B', 'H', '2025-10-01')).to;
    const own = { from: '2025-10-01', to: '2025-12-31' };
    // The household stayed: C1 is among its own bookings already, and is the person's again all the same.
    expect(usedRights(home, 'AWA', own, year)).toMatchObject({ person: 2000, household: 2000 });
  });
});

describe('whatever is claimed before, between and after moves', () => {
  const claims = fc.array(
    fc.record({ day: fc.integer({ min: 0, max: 364 }), used: fc.integer({ min: 1, max: 9000 }) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  );
  const moves = fc
    .uniqueArray(fc.integer({ min: 1, max: 364 }), { maxLength: 4 })
    .map(days => days.sort((a, b) => a - b));

  test('the person has used at the last place the sum of it all, however late each claim came', () =>
    fc.assert(
      fc.property(claims, moves, (asked, at) => {
        const days = at.map(day => addDays('2025-01-01', day));
        const places = ['S0', ...days.map((_, index) => `S${index + 1}`)];
        const states = places.map((place, index) => {
          const [from, until] = [days[index - 1] ?? '2025-01-01', days[index]];
          return fold([
            covered(place, [span(from, until ? addDays(until, -1) : '2025-12-31', until ? 'withdrawn' : null)]),
          ]);
        });
        const tell = (): void => {
          for (const [index, day] of days.entries()) {
            const { from, to } = carry(
              states[index]!,
              states[index + 1]!,
              move(places[index]!, places[index + 1]!, day),
            );
            [states[index], states[index + 1]] = [from, to];
          }
        };
        tell();
        for (const [number, { day, used }] of asked.entries()) {
          const on = addDays('2025-01-01', day);
          const place = days.filter(moved => moved <= on).length;
          const usage = { ceilings: used, deducted: 0, categories: {}, acts: {} };
          states[place] = fold([booked(places[place]!, String(number), on, { usage })], states[place]);
          tell();
        }
        const own = { from: days.at(-1) ?? '2025-01-01', to: '2025-12-31' };
        const total = asked.reduce((sum, { used }) => sum + used, 0);
        const { person, household } = usedRights(states.at(-1)!, 'AWA', own, own);
        expect([person, household]).toEqual([total, total]);
      }),
      { numRuns: 60 },
    ));
});

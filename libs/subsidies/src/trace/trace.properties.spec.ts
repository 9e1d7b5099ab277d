import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sum } from '#kernel';
import type { EnvelopeCommand, NoteEnvelopeUse } from '../fund/envelope.commands.js';
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
import { lookUp } from '../ledger/sorted-map.js';
import { fewest } from '../fund/fewest.rule.js';
import { reachedByVillage, reachedForFunders } from './fund-report.js';
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

const schemeName = fc.constantFrom('DIOFIOR', 'LOUGA');
const envelope = (scheme: string, each: number, ref: string): EnvelopeCommand => ({
  ...{ type: 'GrantEnvelope', fund: 'F-MATCH', scheme, reference: ref, amount: each, grantedOn: '2025-03-02' },
  terms: {
    ...{ parts: [{ acts: null, of: 'act', rate_bps: 10_000 }], households: null, priority: 1 },
    window: { from: '2025-01-01', to: '2025-12-31' },
  },
});
/** A claim has so much of the envelope now, or claims told a sum only. `spent`: until the story reckons it. */
const use = (scheme: string, amount: number, closed: boolean, claim: string | null): EnvelopeCommand => ({
  ...{ type: 'NoteEnvelopeUse', fund: 'F-MATCH', scheme, currency: 'XOF', spent: amount, closed },
  ...{ revision: 0, usedOn: '2025-04-15' },
  ...(claim !== null && { draw: { household: `M${claim.length}`, claim, amount } }),
});

const command: fc.Arbitrary<FundCommand | ReservationCommand | EnvelopeCommand> = fc.oneof(
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
  fc.tuple(schemeName, amount, reference).map(([scheme, each, ref]) => envelope(scheme, each, ref)),
  fc
    .tuple(
      schemeName,
      fc.integer({ min: 0, max: 12_000 }),
      fc.boolean(),
      fc.constantFrom('c', 'cc', 'ccc', 'cccc', null),
    )
    .map(([scheme, amount, closed, claim]) => use(scheme, amount, closed, claim)),
  schemeName.map((scheme): EnvelopeCommand => ({
    type: 'CloseEnvelope',
    fund: 'F-MATCH',
    scheme,
    closedOn: '2025-04-28',
  })),
);

/**
 * Each word of a scheme's claims is newer than the one before, and they never spend more than was granted. Once a claim was
 * told by its key, sums alone are told no more.
 */
const asTold = <Command extends { readonly type: string }>(each: Command, at: number, told: Told): Command => {
  if (each.type !== 'NoteEnvelopeUse') return each;
  const fund = told.fund();
  const { scheme, spent, draw } = each as unknown as NoteEnvelopeUse;
  const held = fund.status === 'open' ? lookUp(fund.envelopes?.byScheme ?? null, scheme) : undefined;
  const { granted = 0, spent: before = 0 } = held ?? {};
  const draws = told.events.flatMap(({ type, data }) =>
    type === 'subsidies.EnvelopeUsed' && data.scheme === scheme && data.draw ? [data.draw] : [],
  );
  if (!draw) return { ...each, spent: draws.length > 0 ? before : Math.min(spent, granted), revision: at };
  const had = draws.findLast(({ claim }) => claim === draw.claim)?.amount ?? 0;
  const amount = Math.min(draw.amount, Math.max(0, granted - before + had));
  return { ...each, spent: before - had + amount, draw: { ...draw, amount }, revision: at };
};

const story = fc
  .tuple(fc.integer({ min: 0, max: 30_000 }), fc.boolean(), fc.array(command, { minLength: 5, maxLength: 50 }))
  .map(([before, wholePersons, commands]) => {
    const told = fundWith(before, { wholePersons, clawback: true });
    for (const [at, each] of commands.entries()) told.ask(asTold(each, at + 1, told));
    return told;
  });

type Told = ReturnType<typeof fundWith>;
const holds = (check: (told: Told) => void) => fc.assert(fc.property(story, check), { numRuns: 200 });

describe('whatever happens to a fund, its trace', () => {
  test('adds up to what is settled, committed and reserved', () =>
    holds(told => {
      const trace = traceOf(told.events);
      const { settled, committed, reserved } = balanceOf(told);
      expect(trace.settled).toBe(settled);
      const reached = [...trace.terms, ...trace.envelopes];
      expect(sum(reached.map(each => each.committed))).toBe(committed);
      expect(sum(reached.map(each => each.reserved))).toBe(reserved);
    }));

  test('adds up over households and acts: each franc settled is one household’s, or one claim’s', () =>
    holds(told => {
      const { terms, envelopes } = traceOf(told.events);
      const { settled, committed } = balanceOf(told);
      const claims = envelopes.flatMap(envelope => envelope.claims);
      const paid = [...terms, ...claims].flatMap(({ payments }) => payments.map(({ amount }) => amount));
      expect(sum(paid)).toBe(settled);
      expect(sum([...terms, ...claims].map(each => each.committed))).toBe(committed);
      for (const envelope of envelopes)
        for (const claim of envelope.claims) {
          const last = told.events.findLast(
            ({ type, data }) =>
              type === 'subsidies.EnvelopeUsed' &&
              data.scheme === envelope.scheme &&
              data.draw !== undefined &&
              data.draw.claim === claim.claim,
          );
          if (last?.type === 'subsidies.EnvelopeUsed')
            expect(claim.settled + claim.committed).toBe(last.data.draw?.amount);
        }
    }));

  test('names for each franc settled one receipt, or the promise it rests on', () =>
    holds(told => {
      const { terms, envelopes, fundings, promised, settled } = traceOf(told.events);
      const reached = [...terms, ...envelopes.flatMap(({ claims }) => claims)];
      const from = reached.flatMap(({ payments }) => payments.flatMap(payment => payment.from));
      for (const { funding: name, spent, amount: received } of fundings) {
        expect(spent).toBeLessThanOrEqual(received);
        expect(sum(from.map(source => (source.funding === name ? source.amount : 0)))).toBe(spent);
      }
      expect(sum(from.map(source => (source.funding === null ? source.amount : 0)))).toBe(promised);
      expect(sum(fundings.map(({ spent }) => spent)) + promised).toBe(settled);
      for (const { payments } of reached)
        for (const payment of payments) expect(sum(payment.from.map(source => source.amount))).toBe(payment.amount);
    }));

  test('rests on a promise only when nothing received is left', () =>
    holds(told => {
      const { fundings, promised } = traceOf(told.events);
      if (promised > 0) for (const { spent, amount: received } of fundings) expect(spent).toBe(received);
    }));

  test('gives nobody less than nothing', () =>
    holds(told => {
      const { terms, envelopes } = traceOf(told.events);
      for (const { settled, committed } of [...terms, ...envelopes, ...envelopes.flatMap(({ claims }) => claims)])
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
      const fund = told.fund();
      if (fund.status === 'none') throw new Error('the fund is not open');
      const contract = fund.contracts[0]!;
      const { schemes, free, exhaustedOn, gained, lost } = simulate(told.events, told.households, {
        contract,
        from: null,
      });
      for (const { now, then } of schemes) expect(then).toEqual(now);
      for (const { now, then } of [free, exhaustedOn]) expect(then).toEqual(now);
      expect([gained.households, lost.households]).toEqual([0, 0]);
    }));
});

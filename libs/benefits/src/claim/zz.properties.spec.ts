import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ClaimsDesk, coveredBy, essentiel, line, yearFrom } from '../../test/claims-desk.js';
import type { PackageDocument } from '../http/package-document.js';
import type { ClaimAnswer } from './claim.answer.js';
import type { Amounts } from './claim.types.js';

const amount = fc.integer({ min: 0, max: 60_000 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const acts = ['A', 'B', 'C', 'D'] as const;

const benefitLine = (act: string) =>
  fc.record(
    {
      act: fc.constant(act),
      category: fc.constantFrom('X', 'Y'),
      waiting: fc.constant('general' as const),
      rate_bps: fc.integer({ min: 0, max: 10_000 }),
      flatCopay: maybe(amount),
      limits: fc.record(
        {
          number: fc.integer({ min: 0, max: 4 }),
          everyDays: fc.integer({ min: 0, max: 5 }),
          quantity: fc.integer({ min: 0, max: 2 }),
          amountPerAct: amount,
          amountPerStay: amount,
        },
        { requiredKeys: [] },
      ),
      prevention: fc.boolean(),
      referencePrice: fc.boolean(),
      letter: fc.boolean(),
      who: fc.constantFrom({ sex: 'F' as const }, { belowMonths: 60 }, {}),
      terms: fc.constantFrom(
        [{ levels: ['CSPS'], rate_bps: 3333 }],
        [{ sectors: ['public' as const], flatCopay: 777 }],
      ),
      conditions: fc.constantFrom(
        [{ kind: 'priorActs' as const, acts: ['A', 'B'], minimum: 1, windowDays: 9 }],
        [{ kind: 'bundle' as const, components: ['B', 'C'], windowDays: 4 }],
      ),
    },
    { requiredKeys: ['act', 'category', 'waiting', 'rate_bps'] },
  );

const packages = fc
  .record({
    ceilingBasis: fc.constantFrom('afterCopay' as const, 'beforeCopay' as const),
    deductible: amount,
    rounding: fc.constantFrom('down' as const, 'halfUp' as const, 'up' as const),
    episodes: maybe(fc.record({ maximum: fc.integer({ min: 0, max: 3 }), days: fc.integer({ min: 0, max: 5 }) })),
    ceilings: fc.record({
      person: fc.option(amount),
      household: fc.option(amount),
      categories: fc.record({ X: amount }),
    }),
    lines: fc.tuple(benefitLine('A'), benefitLine('B'), benefitLine('C')),
  })
  .map(document => essentiel(JSON.parse(JSON.stringify(document)) as Partial<PackageDocument>));

const envelopes = fc.array(
  fc.record({
    granted: amount,
    acts: fc.constantFrom(['A'], ['B', 'D'], null),
    of: fc.constantFrom('act' as const, 'copay' as const),
    rate_bps: fc.integer({ min: 1, max: 10_000 }),
    priority: fc.integer({ min: 1, max: 2 }),
  }),
  { maxLength: 3 },
);

const claims = fc.array(
  fc.record({
    person: fc.constantFrom('AWA', 'BINTA'),
    day: fc.integer({ min: 10, max: 28 }),
    provider: fc.constantFrom('CSPS-1', 'X-9'),
    emergency: fc.boolean(),
    reversed: fc.boolean(),
    lines: fc.array(
      fc.record({ act: fc.constantFrom(...acts), quantity: fc.integer({ min: 1, max: 3 }), unitPrice: amount }),
      { minLength: 1, maxLength: 4 },
    ),
  }),
  { maxLength: 8 },
);

const adds = (it: Amounts): void => {
  expect(it.billed).toBe(it.allowed + it.writeOff + it.overPrice);
  expect(it.allowed).toBe(it.programme + it.scheme + it.funderOnCopay + it.member);
  expect(it.member).toBe(it.deducted + it.copay + it.excess - it.funderOnCopay);
  expect(it.memberPays).toBe(it.member + it.overPrice);
  for (const part of Object.values(amountsIn(it))) expect(part).toBeGreaterThanOrEqual(0);
};

const amountsIn = ({
  billed,
  allowed,
  writeOff,
  overPrice,
  deducted,
  copay,
  excess,
  scheme,
  member,
  ...by
}: Amounts) => ({
  programme: by.programme,
  funderOnCopay: by.funderOnCopay,
  billed,
  allowed,
  writeOff,
  overPrice,
  deducted,
  copay,
  excess,
  scheme,
  member,
});

const isSumOfLines = (answer: ClaimAnswer): void => {
  for (const [field, total] of Object.entries(amountsIn(answer))) {
    const parts = answer.lines.map(each => amountsIn(each)[field as keyof ReturnType<typeof amountsIn>]);
    expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
  }
};

test('whatever is billed, every franc has one place and no ceiling is passed', () => {
  fc.assert(
    fc.property(packages, claims, envelopes, (version, asked, funders) => {
      const prices = acts.map(act => ({ act, price: 20_000, validFrom: '2024-01-01' }));
      const desk = new ClaimsDesk(version, prices);
      for (const person of ['AWA', 'BINTA']) desk.note(person, coveredBy(yearFrom('2025-01-01')));
      desk.describe('AWA', { bornOn: '1990-01-01', sex: 'F', relation: 'policyholder' });
      const stay = { person: 'AWA', provider: 'CSPS-1', act: 'A', issuedOn: '2025-05-01', lastDay: '2025-05-31' };
      desk.letter('L1', { ...stay, cap: 9_000 });
      funders.forEach(({ granted, acts: paid, of, rate_bps, priority }, at) =>
        desk.envelope(`E${at}`, granted, { parts: [{ acts: paid, of, rate_bps }], priority }),
      );
      asked.forEach(({ person, day, provider, emergency, lines }, at) => {
        const bill = lines.map(({ act, quantity, unitPrice }) => line(act, unitPrice, { quantity }));
        const answer = desk.submit(`C${at}`, { on: `2025-05-${day}`, person, provider, emergency, lines: bill });
        adds(answer);
        answer.lines.forEach(adds);
        isSumOfLines(answer);
      });
      asked.forEach(({ reversed }, at) => reversed && desk.reverse(`C${at}`, '2025-06-30'));

      const decided = asked.map((each, at) => ({ ...each, answer: desk.answer(`C${at}`) }));
      decided.forEach(({ answer }) => adds(answer));
      const drawn = [...desk.programmes.envelopes.values()];
      for (const { spent, granted } of drawn) expect(spent >= 0 && spent <= granted).toBe(true);
      const carried = decided.reduce((sum, { answer }) => sum + answer.programme + answer.funderOnCopay, 0);
      expect(drawn.reduce((sum, { spent }) => sum + spent, 0)).toBe(carried);
      // What waits for something uses nothing yet: it is decided anew, from what is left then.
      const underCeilings = (person?: string) =>
        decided
          .filter(({ answer }) => answer.status !== 'pended')
          .filter(each => person === undefined || each.person === person)
          .flatMap(({ answer }) => answer.lines)
          .filter(({ act }) => !version.lines.find(each => each.act === act)?.prevention)
          .reduce((sum, { scheme }) => sum + scheme, 0);
      const { person, household } = version.ceilings;
      if (household !== null) expect(underCeilings()).toBeLessThanOrEqual(household);
      if (person !== null) for (const who of ['AWA', 'BINTA']) expect(underCeilings(who)).toBeLessThanOrEqual(person);
    }),
    { numRuns: 14000 },
  );
});

test('what the household’s account holds is what its decisions pay', () => {
  fc.assert(
    fc.property(claims, asked => {
      const desk = ClaimsDesk.openFor(essentiel({ ceilings: { person: 30_000, household: 40_000, categories: {} } }));
      desk.note('BINTA', coveredBy(yearFrom('2025-01-01')));
      asked.forEach(({ person, day, lines }, at) =>
        desk.submit(`C${at}`, { on: `2025-05-${day}`, person, lines: lines.map(each => line('IMG', each.unitPrice)) }),
      );
      asked.forEach(({ reversed }, at) => reversed && desk.reverse(`C${at}`, '2025-06-30'));
      const paid = asked.reduce((sum, _, at) => sum + desk.answer(`C${at}`).scheme, 0);
      const bookings = [...desk.household.shelves.values()].flatMap(({ bookings }) => bookings);
      expect(bookings.reduce((sum, { usage }) => sum + usage.ceilings, 0)).toBe(paid);
    }),
    { numRuns: 100 },
  );
});

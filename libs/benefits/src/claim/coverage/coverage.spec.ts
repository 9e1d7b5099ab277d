import { describe, expect, test } from '@jest/globals';
import {
  ClaimsDesk,
  coveredBy,
  essentiel,
  hospitalisationDocument,
  line,
  price,
  yearFrom,
} from '../../../test/claims-desk.js';
import { packageOf } from '../../http/package-document.js';
import type { Eligibility } from '../../household/cover.state.js';
import { type HouseholdState, householdFold } from '../../household/household.state.js';
import { beside, otherStreams } from '../../household/other-households.state.js';
import { StreamsInMemory } from '../../../test/streams-in-memory.js';
import { indexed } from '../../package/package.state.js';
import type { PackageVersion } from '../../package/package.types.js';
import { tariffFold } from '../../tariff/tariff.state.js';
import type { AdjudicationFacts } from '../adjudication.facts.js';
import { adjudicateUnder } from '../adjudicate.js';
import { claimDecider } from '../claim.decider.js';
import type { ClaimState } from '../claim.state.js';
import type { ClaimLine, SubmittedClaim } from '../claim.types.js';
import { lineKeys } from '../line-keys.js';
import { type Candidate, chooseCoverage } from './choose-coverage.js';

const basic = essentiel();
const hospital = packageOf(hospitalisationDocument);
const none = essentiel({ lines: [{ act: 'OTHER', rate_bps: 8000 }] });
const covered: Eligibility = { status: 'covered', span: yearFrom('2025-01-01') };
const waiting: Eligibility = { status: 'covered', span: yearFrom('2025-01-01', { waitingFrom: '2025-04-01' }) };
const at = (
  eligibility: Eligibility | Exclude<Eligibility['status'], 'covered'>,
  version: PackageVersion | null = basic,
) =>
  ({
    eligibility: typeof eligibility === 'string' ? { status: eligibility } : eligibility,
    package: version && indexed(version),
  }) as Candidate;

describe('a line belongs to', () => {
  test.each<[string, readonly Candidate[], number]>([
    ['the first of two that pay it', [at(covered), at(covered)], 0],
    ['the second when the first does not have the act', [at(covered, none), at(covered)], 1],
    ['the second while waiting runs in the first', [at(waiting), at(covered)], 1],
    ['the second when the first is suspended', [at('suspended'), at(covered)], 1],
    ['the second when the first has run out', [at('lapsed'), at(covered)], 1],
    ['the second when no version of the first is in force', [at(covered, null), at(covered)], 1],
    ['the third when the others have nothing', [at('notCovered'), at(covered, none), at(covered)], 2],
    ['where a renewal may open it, when nothing pays', [at(waiting), at('grace'), at('suspended')], 1],
    ['where waiting runs, before where rights are suspended', [at('suspended'), at(waiting)], 1],
    ['the product that has the act though suspended', [at(covered, none), at('suspended')], 1],
    ['what is in force, before what has lapsed without the act', [at('lapsed', none), at(covered, none)], 1],
    ['the first of two that come as close', [at('suspended'), at('lapsed')], 0],
    ['the latest where none says anything', [at('notCovered'), at('notCovered')], 1],
    ['the closer of two, though it is the earlier', [at('deceased'), at('unknown')], 0],
  ])('%s', (_, candidates, chosen) => expect(chooseCoverage('CONS', '2025-05-02', candidates)).toBe(chosen));

  test.each([
    ['2025-05-31', 1],
    ['2025-06-01', 0],
  ])('the first from the day its waiting ends: %s', (on, chosen) =>
    expect(chooseCoverage('CONS', on, [at(waiting), at(covered)])).toBe(chosen),
  );
});

const keyOf = (...parts: string[]): string => parts.join('|');
const claimOf = (claim: string, on = '2025-05-02'): SubmittedClaim => ({
  ...{ claim, scheme: 'A', provider: 'HD-1', person: 'AWA', serviceDate: on, receivedOn: on, emergency: false },
  ...{ admittedOn: null, dischargedOn: null, recordedAt: `${on}T08:00:00.000Z` },
});
const desk = new ClaimsDesk();
desk.note('AWA', coveredBy(yearFrom('2025-01-01')));
const rights: HouseholdState = desk.household;
const tariff = tariffFold.evolve(tariffFold.initialState, {
  type: 'benefits.TariffPublished',
  version: 1,
  effectiveAt: '2024-01-01',
  data: { tariff: 'PUBLIC', currency: 'XOF', prices: [price('CONS', 1000), price('SURG', 80_000)] },
});
const contract = { sector: 'public', level: 'HD', tariff: null, from: '2024-01-01', to: null } as const;

describe('a claim under two products', () => {
  const lines = [line('CONS', 1000), line('SURG', 80_000), line('CONS', 1000)];
  const factsUnder = (
    version: PackageVersion,
    asked: SubmittedClaim,
    of: readonly ClaimLine[] = lines,
  ): AdjudicationFacts => ({
    package: indexed(version),
    standing: { status: 'contracted', contract },
    tariffs: [tariff],
    currency: 'XOF',
    keys: lineKeys(asked, { lines: [...of] }, indexed(version), keyOf),
  });
  const decide = (first: PackageVersion, second: PackageVersion, of = lines) => {
    const asked = claimOf('C1');
    return adjudicateUnder(asked, { lines: of, diagnosis: null }, [
      { household: 'H0', facts: factsUnder(first, asked, of), rights },
      { household: 'H1', facts: factsUnder(second, asked, of), rights },
    ]);
  };

  test('pays each line once, by the rate and limits of one', () => {
    const decided = decide(basic, hospital);
    expect(decided).toMatchObject({
      household: 'H0',
      amounts: { billed: 82_000, deducted: 2000, scheme: 63_200, copay: 15_800, member: 17_800 },
      further: [{ household: 'H1', package: { product: 'HOSPITALISATION', version: 1 }, amounts: { scheme: 62_400 } }],
    });
    expect(
      decided.trace.lines.map(({ act, status, scheme, reasons, product }) => [act, status, scheme, reasons, product]),
    ).toEqual([
      ['CONS', 'approved', 800, ['AMT-002'], undefined],
      ['SURG', 'approved', 62_400, ['AMT-007', 'AMT-002'], 'HOSPITALISATION'],
      ['CONS', 'rejected', 0, ['CLM-001'], undefined],
    ]);
  });
  test('counts in each what is its own', () => {
    const { bookings, booking } = decide(basic, hospital);
    expect(bookings.map(({ household }) => household)).toEqual(['H0', 'H1']);
    expect(booking).toBe(bookings[0]?.uses);
    expect(bookings[0]?.uses.usage).toEqual({
      ceilings: 800,
      deducted: 0,
      categories: {},
      acts: { 'act|AWA|CONS': 1 },
    });
    expect(bookings[1]?.uses.usage).toEqual({
      ceilings: 62_400,
      deducted: 2000,
      categories: { 'category|AWA|SURGERY': 62_400 },
      acts: { 'act|AWA|SURG': 1 },
    });
  });
  test('is the second product’s own where it has every line', () => {
    const decided = decide(basic, hospital, [line('SURG', 80_000)]);
    expect(decided).toMatchObject({ household: 'H1', package: { product: 'HOSPITALISATION' } });
    expect(decided.further).toBeUndefined();
    expect(decided.trace.lines[0]?.product).toBeUndefined();
  });
  test('of another currency is left to the first', () => {
    const asked = claimOf('C1');
    const dollars = { ...factsUnder(hospital, asked), currency: 'USD' } as unknown as AdjudicationFacts;
    const decided = adjudicateUnder(asked, { lines: [line('SURG', 80_000)], diagnosis: null }, [
      { household: 'H0', facts: factsUnder(basic, asked), rights },
      { household: 'H1', facts: dollars, rights },
    ]);
    expect(decided).toMatchObject({ household: 'H0', status: 'rejected', trace: { reasons: ['SVC-003'] } });
  });

  describe('moves the streams of both', () => {
    const decider = beside(claimDecider, 1);
    const names = { claim: 'claim-C1', household: 'household-H0', ...otherStreams(['household-H1']) };
    const open = (): StreamsInMemory => {
      const streams = new StreamsInMemory(() => undefined);
      const noted = desk.eventsOf('household-H0');
      for (const stream of ['household-H0', 'household-H1']) streams.put(stream, noted);
      const asked = claimOf('C1');
      streams.joint(decider, names, {
        type: 'SubmitClaim',
        claim: asked,
        content: { lines: lines.slice(0, 2), diagnosis: null },
        household: 'H0',
        facts: factsUnder(basic, asked),
        others: [{ household: 'H1', facts: factsUnder(hospital, asked) }],
      });
      return streams;
    };
    const usedIn = (streams: StreamsInMemory, household: string) => {
      const { shelves } = streams.state(`household-${household}`, householdFold);
      return [...shelves.values()].map(shelf => shelf.household);
    };

    test('when it is decided', () => {
      const streams = open();
      expect([usedIn(streams, 'H0'), usedIn(streams, 'H1')]).toEqual([[800], [62_400]]);
    });
    test('when it is annulled', () => {
      const streams = open();
      const reverse = {
        type: 'ReverseClaim',
        claim: 'C1',
        scheme: 'A',
        reversedOn: '2025-06-01',
        reason: 'x',
      } as const;
      expect(streams.joint(decider, names, { ...reverse, households: ['H0', 'H1'] })).toBe('accepted');
      expect([usedIn(streams, 'H0'), usedIn(streams, 'H1')]).toEqual([[0], [0]]);
      const claim: ClaimState = streams.state('claim-C1', claimDecider.folds.claim);
      expect(claim.status).toBe('reversed');
    });
    test('when the first gives up a line, which the second then has alone', () => {
      const streams = open();
      const asked = claimOf('C1');
      const facts = factsUnder(none, asked);
      const others = [{ household: 'H1', facts: factsUnder(essentiel({ ceilings: {} }), asked) }];
      const again = { type: 'ReadjudicateClaim', claim: 'C1', because: 'packageChanged', cause: null } as const;
      expect(streams.joint(decider, names, { ...again, household: 'H0', facts, others })).toBe('accepted');
      expect([usedIn(streams, 'H0'), usedIn(streams, 'H1')]).toEqual([[0], [800]]);
      expect(streams.joint(decider, names, { ...again, household: 'H0', facts, others })).toBe('nothingToDo');
    });
  });
});

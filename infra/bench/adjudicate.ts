import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { addDays, type Day } from '#kernel';
import { adjudicate, type Adjudication } from '../../libs/benefits/src/claim/adjudicate.js';
import type { AdjudicationFacts } from '../../libs/benefits/src/claim/adjudication.facts.js';
import { bookedEvent } from '../../libs/benefits/src/claim/claim.recording.js';
import type { ClaimContent, SubmittedClaim } from '../../libs/benefits/src/claim/claim.types.js';
import { lineKeys } from '../../libs/benefits/src/claim/line-keys.js';
import { householdFold, type HouseholdState } from '../../libs/benefits/src/household/household.state.js';
import { packageOf } from '../../libs/benefits/src/http/package-document.js';
import { indexed } from '../../libs/benefits/src/package/package.state.js';
import type { TariffPrice } from '../../libs/benefits/src/tariff/tariff.events.js';
import { tariffFold } from '../../libs/benefits/src/tariff/tariff.state.js';
import type { Bench } from './bench.js';
import { compare, type Run } from './protocol.js';

const historyOf = [0, 20, 200];
const persons = ['P1', 'P2', 'P3', 'P4', 'P5'];

/**
 * Decisions per second of the rules alone, on one core: a visit with a medicine for a household with so many claims
 * behind it, facts at hand. No log, no keys, no HTTP. Goal: 100,000 a second.
 */
export const adjudication: Bench = async ({ protocol, report, say }) => {
  const desks = historyOf.map(claims => ({ claims, desk: new Desk(claims) }));
  const runs = desks.map(({ claims, desk }): Run => ({
    name: `two-lines-after-${claims}`,
    measure: seconds => Promise.resolve(desk.decide(seconds)),
  }));
  report(await compare(undefined, runs, protocol, say), 'decisions/s');
  const { gc } = globalThis as { gc?: () => void };
  if (!gc) say('memory per person: run with NODE_OPTIONS=--expose-gc');
  else say(`memory per person with 20 claims in a household of five with 100: ${bytesPerPerson(gc)} bytes`);
};

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../../libs/benefits/packages/${name}.yaml`, import.meta.url), 'utf8'));

const governing = indexed(packageOf(read('essentiel')));
const tariff = tariffFold.evolve(tariffFold.initialState, {
  type: 'benefits.TariffPublished',
  version: 1,
  effectiveAt: '2024-01-01',
  data: { tariff: 'PUBLIC', currency: 'XOF', prices: (read('tarif-public') as { prices: TariffPrice[] }).prices },
});
const contract = { sector: 'public', level: 'CSPS', tariff: null, from: '2024-01-01', to: null } as const;
const span = {
  ...{ from: '2025-01-01', to: '2025-12-31', waitingFrom: '2020-01-01', waitingWaived: false },
  ...{ graceUntil: null, suspensions: [], ended: null },
} as const;
const content: ClaimContent = {
  lines: [
    { act: 'CONS', quantity: 1, unitPrice: 1000 },
    { act: 'DRUG', item: 'AMOX', quantity: 2, unitPrice: 900 },
  ],
  diagnosis: 'A09',
};

/** One household, warm: cover noted and so many claims booked. */
class Desk {
  private readonly household: HouseholdState;
  private readonly asked: readonly { readonly claim: SubmittedClaim; readonly facts: AdjudicationFacts }[];

  constructor(claims: number) {
    let state = covered();
    for (let at = 0; at < claims; at += 1) state = booked(state, at);
    this.household = state;
    this.asked = persons.map((person, at) => {
      const claim = claimOf(`N${at}`, person, '2025-11-15');
      return { claim, facts: factsOf(claim) };
    });
  }

  decide(seconds: number): { operations: number; seconds: number } {
    const begun = performance.now();
    const until = begun + seconds * 1_000;
    let operations = 0;
    while (performance.now() < until) {
      for (let batch = 0; batch < 200; batch += 1) {
        const { claim, facts } = this.asked[operations % this.asked.length]!;
        const { status }: Adjudication = adjudicate(claim, content, this.household, facts);
        if (status !== 'approved') throw new Error(`the engine said ${status}`);
        operations += 1;
      }
    }
    return { operations, seconds: (performance.now() - begun) / 1_000 };
  }
}

const covered = (): HouseholdState =>
  persons.reduce(
    (state, person) =>
      householdFold.evolve(state, {
        type: 'benefits.CoverNoted',
        version: 1,
        effectiveAt: '2025-01-01',
        data: {
          ...{ household: 'H', scheme: 'A', person, because: 'told', origin: 'm', reconsider: [] },
          cover: { product: 'ESSENTIEL', revision: 1, diedOn: null, undeclared: null, spans: [span] },
        },
      }),
    householdFold.initialState,
  );

/** A medicine a day: a visit a day would soon be refused for its number. */
const booked = (state: HouseholdState, at: number): HouseholdState => {
  const claim = claimOf(`C${at}`, persons[at % persons.length]!, addDays('2025-01-02', at));
  const one: ClaimContent = { lines: [{ act: 'DRUG', item: 'PARA', quantity: 1, unitPrice: 30 }], diagnosis: null };
  const { status, booking } = adjudicate(claim, one, state, factsOf(claim, one));
  return householdFold.evolve(state, bookedEvent('H', state, claim, 1, status, booking));
};

const claimOf = (claim: string, person: string, on: Day): SubmittedClaim => ({
  ...{ claim, scheme: 'A', provider: 'CSPS-1', person, serviceDate: on, receivedOn: on, emergency: false },
  ...{ admittedOn: null, dischargedOn: null, recordedAt: `${on}T08:00:00.000Z` },
});

const factsOf = (claim: SubmittedClaim, asked: ClaimContent = content): AdjudicationFacts => ({
  package: governing,
  standing: { status: 'contracted', contract },
  tariffs: [tariff],
  currency: 'XOF',
  keys: lineKeys(claim, asked, governing, (...parts) => parts.join('|')),
});

const bytesPerPerson = (gc: () => void): number => {
  gc();
  const before = process.memoryUsage().heapUsed;
  const held = Array.from({ length: 200 }, () => {
    let state = covered();
    for (let at = 0; at < 100; at += 1) state = booked(state, at);
    return state;
  });
  gc();
  const after = process.memoryUsage().heapUsed;
  return Math.round((after - before) / (held.length * persons.length));
};

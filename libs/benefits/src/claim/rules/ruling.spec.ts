import { describe, expect, test } from '@jest/globals';
import { essentiel, line as asked } from '../../../test/claims-desk.js';
import { householdFold } from '../../household/household.state.js';
import { indexed } from '../../package/package.state.js';
import { openAccount, sharedBy } from '../account.js';
import type { AdjudicationCode } from '../adjudication.codes.js';
import type { AdjudicationFacts } from '../adjudication.facts.js';
import type { LineStatus, Ruling, SubmittedClaim } from '../claim.types.js';
import { decideLine } from '../adjudicate-line.js';
import { exceptionCap, mayBeExcepted, reduction, ruling } from './ruling.rule.js';
import type { ClaimInProgress, LineInProgress } from './rule.js';

const contract = { sector: 'public', level: 'CSPS', tariff: null, from: '2024-01-01', to: null } as const;
const submitted: SubmittedClaim = {
  ...{ claim: 'C1', scheme: 'A', provider: 'CSPS-1', person: 'AWA', serviceDate: '2025-05-02', emergency: false },
  ...{ admittedOn: null, dischargedOn: null, receivedOn: '2025-05-02', recordedAt: '2025-05-02T08:00:00.000Z' },
};
const around = (rulings: readonly Ruling[], contracted = true): ClaimInProgress => {
  const governing = indexed(essentiel({ articles: { review: 'art. 30' } }));
  const facts: AdjudicationFacts = {
    package: governing,
    standing: contracted ? { status: 'contracted', contract } : { status: 'none', contract: null },
    tariffs: [],
    currency: 'XOF',
    keys: { acts: {}, categories: {}, business: [] },
  };
  const coverage = { household: 'H0', facts, rights: householdFold.initialState };
  const content = { lines: [asked('CONS', 1000)], diagnosis: null };
  return openAccount(coverage, sharedBy(submitted, content, [coverage], rulings)).around;
};
const ruled = (what: Ruling['ruling'], to?: number): Ruling[] => [
  { line: 1, ruling: what, note: 'x', ...(to === undefined ? {} : { to }) },
];
/** A line as the rules before left it. */
const line = (change: Partial<LineInProgress> = {}): LineInProgress => ({
  ...decideLine(0, asked('CONS', 1000), around([])),
  ...{ status: 'approved', allowed: 1000, scheme: 1000, copay: 0, excess: 0, writeOff: 0, overPrice: 0 },
  ...{ reasons: [], trace: [], limitedBy: [], needs: [] },
  ...change,
});
const traced = (before: number, after: number, more: object = {}) => [
  { step: 'review', before, after, code: 'MED-001', article: 'art. 30', ...more },
];

const beyond: readonly AdjudicationCode[] = [
  'CLM-001',
  'CLM-003',
  'ELG-001',
  'ELG-002',
  'ELG-003',
  'ELG-004',
  'ELG-008',
];
const within: readonly AdjudicationCode[] = ['CLM-002', 'ELG-006', 'ELG-007', 'SVC-003', 'SVC-006'];

describe('who may be paid as an exception', () => {
  test.each<[LineStatus, readonly AdjudicationCode[], boolean]>([
    ['approved', [], false],
    ['rejected', ['CND-001'], true],
    ['pended', ['PRV-005'], true],
    ['rejected', ['CND-001', 'CLM-001'], false],
    ...beyond.map((code): [LineStatus, AdjudicationCode[], boolean] => ['rejected', [code], false]),
    ...within.map((code): [LineStatus, AdjudicationCode[], boolean] => ['rejected', [code], true]),
  ])('%s for %j: %s', (status, reasons, may) => expect(mayBeExcepted({ status, reasons })).toBe(may));
});

describe('a ruling', () => {
  test('refuses what was approved or waits, and adds nothing to a refusal', () => {
    const refused = ruling.apply(line(), around(ruled('reject')));
    expect(refused).toMatchObject({ status: 'rejected', reasons: ['MED-001'], trace: traced(1000, 0) });
    expect(ruling.apply(line({ status: 'pended', reasons: ['CLM-004'] }), around(ruled('reject')))).toMatchObject({
      status: 'rejected',
      reasons: ['CLM-004', 'MED-001'],
    });
    const before = line({ status: 'rejected', reasons: ['CND-001'] });
    expect(ruling.apply(before, around(ruled('reject')))).toBe(before);
  });
  test('pays an exception, beside the reason the rules gave', () => {
    const before = line({ status: 'rejected', reasons: ['CND-001'], trace: traced(7, 7) });
    expect(ruling.apply(before, around(ruled('exception')))).toMatchObject({
      ...{ status: 'approved', excepted: true, reasons: ['CND-001', 'MED-001'] },
      trace: [...traced(7, 7), ...traced(0, 1000)],
    });
  });
  test('changes nothing where there is none, none of that kind, or none that may be', () => {
    const refused = line({ status: 'rejected', reasons: ['CND-001'] });
    for (const rulings of [[], ruled('accept'), ruled('reduce', 1)]) {
      expect(ruling.apply(refused, around(rulings))).toBe(refused);
    }
    const twice = line({ status: 'rejected', reasons: ['CLM-001'] });
    expect(ruling.apply(twice, around(ruled('exception')))).toBe(twice);
    const approved = line();
    expect(ruling.apply(approved, around(ruled('exception')))).toBe(approved);
    expect(ruling.apply(approved, around([{ line: 2, ruling: 'reject', note: 'x' }]))).toBe(approved);
  });
});

describe('a reduction', () => {
  const reduced = (to: number, contracted = true, change: Partial<LineInProgress> = {}) =>
    reduction.apply(line(change), around(ruled('reduce', to), contracted));
  test('is written off by a contracted provider, on top of what was', () =>
    expect(reduced(600, true, { writeOff: 50, reasons: ['AMT-001'], trace: traced(7, 7) })).toMatchObject({
      ...{ allowed: 600, scheme: 600, writeOff: 450, overPrice: 0, reasons: ['AMT-001', 'MED-001'] },
      trace: [...traced(7, 7), ...traced(1000, 600, { limit: 600 })],
    }));
  test('is the member’s at another provider', () =>
    expect(reduced(600, false, { overPrice: 50 })).toMatchObject({ allowed: 600, writeOff: 0, overPrice: 450 }));
  test('to what is recognised already, or more, is none', () => {
    expect(reduced(999).reasons).toEqual(['MED-001']);
    expect(reduced(1000).reasons).toEqual([]);
    expect(reduced(1001).allowed).toBe(1000);
  });
  test('is for lines that are paid, and only where it was ruled', () => {
    expect(reduced(600, true, { status: 'rejected' }).allowed).toBe(1000);
    expect(reduction.apply(line(), around(ruled('exception', 600))).allowed).toBe(1000);
    expect(reduction.apply(line(), around(ruled('reduce'))).allowed).toBe(1000);
    expect(reduction.apply(line(), around([])).allowed).toBe(1000);
  });
});

describe('the cap of an exception', () => {
  const capped = (rulings: readonly Ruling[], reasons: LineInProgress['reasons'] = ['MED-001']) =>
    exceptionCap.apply(line({ reasons }), around(rulings));
  test('cuts to it, and no further', () => {
    expect(capped(ruled('exception', 600))).toMatchObject({
      ...{ scheme: 600, excess: 400, reasons: ['MED-001'] },
      trace: traced(1000, 600, { limit: 600 }),
    });
    expect(capped(ruled('exception', 1000))).toMatchObject({ scheme: 1000, excess: 0 });
  });
  test('holds for exceptions that were needed alone', () => {
    expect(capped(ruled('exception')).scheme).toBe(1000);
    expect(capped(ruled('reduce', 600)).scheme).toBe(1000);
    expect(capped(ruled('exception', 600), []).scheme).toBe(1000);
    expect(capped([]).scheme).toBe(1000);
  });
});

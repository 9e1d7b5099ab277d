import { describe, expect, test } from '@jest/globals';
import { type ClaimsDesk, essentiel, line, open } from '../../../test/claims-desk.js';
import type { PackageDocument } from '../../http/package-document.js';

const cons = { ...essentiel().lines[0]!, limits: {} };
const withCons = (more: object, change: Partial<PackageDocument> = {}): ClaimsDesk =>
  open({
    ...change,
    lines: [
      { ...cons, ...more },
      { act: 'ANC', rate_bps: 10_000, prevention: true },
    ],
  });
const visit = (on: string, quantity = 1, more: object = {}) => ({
  on,
  lines: [line('CONS', 1000, { quantity })],
  ...more,
});

describe('how often', () => {
  test.each([
    ['2025-04-29', 'SVC-005'],
    ['2025-04-30', 'AMT-002'],
    ['2025-03-03', 'SVC-005'],
    ['2025-03-02', 'AMT-002'],
  ])('thirty days before and after 31 March: an act on %s', (on, reason) => {
    const desk = withCons({ limits: { everyDays: 30 } });
    desk.submit('C1', visit(on < '2025-04-01' ? '2025-04-01' : '2025-03-31'));
    expect(desk.submit('C2', visit(on)).reasons).toEqual([reason]);
  });
  test('twice on one claim is too soon as well, and 0 days forbid nothing', () => {
    const twice = { on: '2025-04-30', lines: [line('CONS', 1000), line('CONS', 1000, { item: 'B' })] };
    expect(withCons({ limits: { everyDays: 30 } }).submit('C1', twice).lines).toMatchObject([
      { status: 'approved' },
      { status: 'rejected', reasons: ['SVC-005'] },
    ]);
    expect(withCons({ limits: { everyDays: 0 } }).submit('C1', twice).status).toBe('approved');
    expect(withCons({ limits: { everyDays: 0 } }).submit('C1', twice).scheme).toBe(1600);
  });
  test('when the earlier act is reversed the refused one is decided again', () => {
    const desk = withCons({ limits: { everyDays: 30 } });
    desk.submit('C1', visit('2025-04-01'));
    desk.submit('C2', visit('2025-04-10'));
    desk.reverse('C1', '2025-05-01');
    expect(desk.answer('C2')).toMatchObject({ status: 'approved', decision: 2 });
  });
});

describe('how many on a line', () => {
  const desk = () => withCons({ limits: { quantity: 3, number: 5 } });
  test('those above the limit are the member’s, and do not count', () => {
    const one = desk();
    expect(one.submit('C1', visit('2025-04-01', 3))).toMatchObject({ scheme: 2400, excess: 0, reasons: ['AMT-002'] });
    expect(one.submit('C2', visit('2025-04-02', 4))).toMatchObject({ status: 'rejected', reasons: ['SVC-006'] });
    const other = desk();
    expect(other.submit('C1', visit('2025-04-01', 4))).toMatchObject({
      allowed: 4000,
      scheme: 2400,
      copay: 600,
      excess: 1000,
      member: 1600,
      reasons: ['SVC-007', 'AMT-002'],
    });
    expect(other.submit('C2', visit('2025-04-02', 2)).status).toBe('approved');
    expect(other.submit('C3', visit('2025-04-03', 1)).reasons).toEqual(['SVC-006']);
  });
  test('a fixed amount and an act’s ceiling count what is paid', () => {
    const fixed = withCons({ flatCopay: 100, limits: { quantity: 3 } });
    expect(fixed.submit('C1', visit('2025-04-01', 4))).toMatchObject({ copay: 300, scheme: 2700, excess: 1000 });
    const capped = withCons({ limits: { quantity: 3, amountPerAct: 500 } });
    expect(capped.submit('C1', visit('2025-04-01', 4))).toMatchObject({ scheme: 1500, copay: 600, excess: 1900 });
  });
});

describe('episodes', () => {
  const episodes = { maximum: 2, days: 10 };
  test('the last day belongs to the episode, the next opens another, and the one beyond is refused', () => {
    const desk = withCons({}, { episodes });
    const statusOn = (claim: string, on: string) => desk.submit(claim, visit(on)).status;
    expect(statusOn('C1', '2025-04-01')).toBe('approved');
    expect(statusOn('C2', '2025-04-11')).toBe('approved');
    expect(statusOn('C3', '2025-04-12')).toBe('approved');
    expect(desk.submit('C4', visit('2025-04-23')).reasons).toEqual(['SVC-006']);
    expect(statusOn('C5', '2025-04-22')).toBe('approved');
    expect(desk.submit('A1', { on: '2025-06-01', lines: [line('ANC', 500)] }).status).toBe('approved');
    desk.reverse('C1', '2025-05-01');
    expect(desk.answer('C4').status).toBe('approved');
  });
  test('one claim is one episode, and each person has their own', () => {
    const desk = withCons({}, { episodes: { maximum: 1, days: 0 } });
    const two = [line('CONS', 1000), line('CONS', 1000, { item: 'B' })];
    expect(desk.submit('C1', { on: '2025-04-01', lines: two }).scheme).toBe(1600);
    expect(desk.submit('C2', visit('2025-04-02')).reasons).toEqual(['SVC-006']);
  });
  test('a maximum of none refuses the first', () =>
    expect(withCons({}, { episodes: { maximum: 0, days: 9 } }).submit('C1', visit('2025-04-01')).reasons).toEqual([
      'SVC-006',
    ]));
});

describe('terms by place', () => {
  const terms = [
    { levels: ['HD'], sectors: ['public'], rate_bps: 7000, amountPerStay: 500 },
    { sectors: ['private'], flatCopay: 300 },
    { levels: ['HD'], rate_bps: 1000 },
  ];
  const at = (provider: string) =>
    withCons({ terms, rateBySector_bps: { private: 5000 } }).submit('C1', visit('2025-04-01', 1, { provider }));
  test('the first that fits decides, with its own ceiling', () =>
    expect(at('HD-1')).toMatchObject({ copay: 300, scheme: 500, excess: 200, reasons: ['AMT-002', 'AMT-003'] }));
  test('a fixed amount in place of the rate', () => expect(at('PH-1')).toMatchObject({ copay: 300, scheme: 700 }));
  test('elsewhere the line’s own', () => expect(at('CSPS-1')).toMatchObject({ copay: 200, scheme: 800 }));
  test('a rate takes the place of the line’s fixed amount', () =>
    expect(
      withCons({ flatCopay: 50, terms: [{ levels: ['HD'], rate_bps: 7000 }] }).submit(
        'C1',
        visit('2025-04-01', 1, { provider: 'HD-1' }),
      ),
    ).toMatchObject({ copay: 300, scheme: 700 }));
  test('a ceiling alone leaves the fixed amount as it is', () =>
    expect(
      withCons({ flatCopay: 50, terms: [{ levels: ['HD'], amountPerStay: 900 }] }).submit(
        'C1',
        visit('2025-04-01', 1, { provider: 'HD-1' }),
      ),
    ).toMatchObject({ copay: 50, scheme: 900, excess: 50 }));
});

test.each([
  ['down', 799],
  ['halfUp', 799],
  ['up', 800],
] as const)('a share is rounded %s: 999 at 80 %% is %d', (rounding, scheme) =>
  expect(withCons({}, { rounding }).submit('C1', { on: '2025-04-01', lines: [line('CONS', 999)] })).toMatchObject({
    scheme,
    member: 999 - scheme,
  }),
);
test.each([
  ['down', 1],
  ['halfUp', 2],
] as const)('half a franc is rounded %s', (rounding, scheme) =>
  expect(
    withCons({ rate_bps: 5000 }, { rounding }).submit('C1', { on: '2025-04-01', lines: [line('CONS', 3)] }),
  ).toMatchObject({
    scheme,
    copay: 3 - scheme,
  }),
);

describe('earlier acts and bundles', () => {
  const prior = { kind: 'priorActs' as const, acts: ['ANC', 'IMG'], minimum: 2, windowDays: 10 };
  const lines = [
    { ...cons, conditions: [prior] },
    { act: 'ANC', rate_bps: 10_000 },
    { act: 'IMG', rate_bps: 8000 },
  ];
  test('count by distinct days of any of them, strictly before, inside the window', () => {
    const desk = open({ lines });
    const reasons = (claim: string, on: string) => desk.submit(claim, visit(on)).reasons;
    desk.attest('S1', '2025-04-01');
    desk.attest('S2', '2025-04-01', '2025-04-01', 'AWA', 'IMG');
    expect(reasons('C1', '2025-04-05')).toEqual(['CND-004']);
    desk.attest('S3', '2025-04-06', '2025-04-06', 'AWA', 'IMG');
    expect(reasons('C2', '2025-04-06')).toEqual(['CND-004']);
    expect(reasons('C3', '2025-04-11')).toEqual(['AMT-002']);
    expect(reasons('C4', '2025-04-12')).toEqual(['CND-004']);
  });
  test('a bundle is looked for so many days before and after', () => {
    const bundle = { kind: 'bundle' as const, components: ['CONS', 'ANC'], windowDays: 5 };
    const statusWith = (heldOn: string): string => {
      const desk = open({ lines: [{ ...cons, conditions: [bundle] }, ...lines.slice(1)] });
      desk.attest('S1', heldOn, '2025-05-01');
      return desk.submit('C1', visit('2025-04-10')).status;
    };
    expect(['2025-04-04', '2025-04-05', '2025-04-15', '2025-04-16'].map(statusWith)).toEqual([
      'pended',
      'approved',
      'approved',
      'pended',
    ]);
  });
});

describe('a referral', () => {
  const referral = { levels: ['HD'], act: 'REF', windowDays: 10 };
  test.each([
    ['2025-04-05', 'approved'],
    ['2025-04-04', 'pended'],
    ['2025-04-15', 'approved'],
    ['2025-04-16', 'pended'],
  ])('made on %s for care on 15 April', (heldOn, status) => {
    const desk = withCons({ referral });
    desk.attest('R1', heldOn, '2025-05-01', 'AWA', 'REF');
    expect(desk.submit('C1', visit('2025-04-15', 1, { provider: 'HD-1' })).status).toBe(status);
  });
  test('is asked at its levels only, and never in an emergency', () => {
    const desk = withCons({ referral });
    expect(desk.submit('C1', visit('2025-04-15')).status).toBe('approved');
    expect(desk.submit('C2', visit('2025-04-15', 1, { provider: 'HD-1', emergency: true })).status).toBe('approved');
    expect(desk.submit('C3', visit('2025-04-16', 1, { provider: 'HD-1' })).reasons).toEqual(['PRV-004']);
    desk.attest('R1', '2025-04-14', '2025-05-01', 'AWA', 'REF');
    expect(desk.answer('C3').status).toBe('approved');
  });
});

test('what a provider is paid for by the head is written off, counts, and costs the member nothing', () => {
  const desk = withCons({ limits: { number: 1 } });
  desk.contract('CSPS-1', { acts: ['CONS'], perPerson: 1200 }, '2025-04-01');
  expect(desk.submit('C1', visit('2025-04-01'))).toMatchObject({
    status: 'approved',
    billed: 1000,
    allowed: 0,
    writeOff: 1000,
    memberPays: 0,
    scheme: 0,
    reasons: ['SVC-010'],
  });
  expect(desk.submit('C2', visit('2025-04-02'))).toMatchObject({ status: 'rejected', reasons: ['SVC-006'] });
  expect(desk.submit('C3', { on: '2025-04-02', lines: [line('ANC', 500)] }).scheme).toBe(500);
  expect(desk.submit('C4', visit('2025-03-31')).reasons).toEqual(['SVC-006']);
});

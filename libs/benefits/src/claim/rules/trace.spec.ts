import { describe, expect, test } from '@jest/globals';
import { type AskedClaim, type ClaimsDesk, coveredBy, line, open, yearFrom } from '../../../test/claims-desk.js';
import type { PackageDocument } from '../../http/package-document.js';
import type { TraceEntry } from '../claim.types.js';

/** Every step of a rule book of which each names its own article: what is quoted is what was applied. */
const steps = [
  ...['dates', 'filing', 'duplicate', 'eligibility', 'waiting', 'provider', 'level', 'referral', 'service', 'who'],
  ...['diagnosis', 'frequency', 'number', 'episodes', 'vaccination', 'conditions', 'letter', 'capitation', 'tariff'],
  ...['quantity', 'programme', 'deductible', 'copay', 'actOrStay', 'category', 'person', 'household', 'letterCap'],
  ...['funderOnCopay', 'ruling', 'reduction', 'exceptionCap'],
];
const articles = Object.fromEntries(steps.map(step => [step, `art. ${step}`]));
const cons = { act: 'CONS', category: 'VISIT', rate_bps: 8000 };
const deskFor = (own: object = {}, change: Partial<PackageDocument> = {}): ClaimsDesk =>
  open({
    articles,
    ...change,
    lines: [
      { ...cons, ...own },
      { act: 'ANC', rate_bps: 10_000, prevention: true },
    ],
  });

const traceOf = (desk: ClaimsDesk, claim = 'C1', at = 0): readonly TraceEntry[] => {
  const state = desk.claim(claim);
  return state.status === 'none' ? [] : (state.decision?.trace?.lines[at]?.trace ?? []);
};
const submitted = (desk: ClaimsDesk, more: Partial<AskedClaim> = {}, claim = 'C1'): readonly TraceEntry[] => {
  desk.submit(claim, { on: '2025-05-02', lines: [line('CONS', 1000)], ...more });
  return traceOf(desk, claim);
};

const covered: TraceEntry = {
  ...{ step: 'eligibility', before: 1000, after: 1000, code: null, article: 'art. eligibility' },
  evidence: ['2025-01-01', '2025-12-31'],
};
const copay = (before: number, after: number): TraceEntry => ({
  ...{ step: 'copay', before, after, code: 'AMT-002', article: 'art. copay', rate_bps: 8000 },
});
const entry = (step: string, before: number, after: number, code: string | null, more: object = {}): TraceEntry => ({
  ...{ step, before, after, code, article: `art. ${step}` },
  ...more,
});

describe('the trace of a line says, step by step,', () => {
  test('who is covered and what the member bears', () =>
    expect(submitted(deskFor())).toEqual([covered, copay(1000, 800)]));

  test.each<[string, object, Partial<PackageDocument>, Partial<AskedClaim>, readonly TraceEntry[]]>([
    [
      'a deductible and what of it was left',
      {},
      { deductible: 300 },
      {},
      [entry('deductible', 1000, 700, 'AMT-007', { limit: 300 }), copay(700, 560)],
    ],
    [
      'the ceiling of an act',
      { limits: { amountPerAct: 500 } },
      {},
      {},
      [copay(1000, 800), entry('actOrStay', 800, 500, 'AMT-003', { limit: 500 })],
    ],
    [
      'the ceiling of a stay',
      { limits: { amountPerStay: 450 } },
      {},
      {},
      [copay(1000, 800), entry('actOrStay', 800, 450, 'AMT-003', { limit: 450 })],
    ],
    [
      'the three ceilings that run through the year',
      {},
      { ceilings: { categories: { VISIT: 700 }, person: 600, household: 500 } },
      {},
      [
        copay(1000, 800),
        entry('category', 800, 700, 'AMT-006', { limit: 700 }),
        entry('person', 700, 600, 'AMT-004', { limit: 600 }),
        entry('household', 600, 500, 'AMT-005', { limit: 500 }),
      ],
    ],
    ['a fixed amount', { flatCopay: 150 }, {}, {}, [entry('copay', 1000, 850, 'AMT-002')]],
    [
      'a number of units on a line',
      { limits: { quantity: 2 } },
      {},
      { lines: [line('CONS', 250, { quantity: 4 })] },
      [entry('quantity', 1000, 500, 'SVC-007', { limit: 500 }), copay(500, 400)],
    ],
    ['a number of acts', { limits: { number: 0 } }, {}, {}, [entry('number', 1000, 0, 'SVC-006', { limit: 0 })]],
    ['a level of facility', { levels: ['HD'] }, {}, {}, [entry('level', 1000, 0, 'PRV-003')]],
    ['a diagnosis that is missing', { diagnosis: true }, {}, {}, [entry('diagnosis', 1000, 0, 'CLM-004')]],
    [
      'a diagnosis that is excluded',
      {},
      { exclusions: ['E11'] },
      { diagnosis: 'E11.9' },
      [entry('diagnosis', 1000, 0, 'CND-005')],
    ],
    [
      'earlier acts that are too few',
      { conditions: [{ kind: 'priorActs', acts: ['ANC'], minimum: 2, windowDays: 90 }] },
      {},
      {},
      [entry('conditions', 1000, 0, 'CND-004', { limit: 2, evidence: [] })],
    ],
    [
      'antenatal sessions that are too few',
      { conditions: [{ kind: 'antenatal', act: 'ANC', minimum: 1, windowDays: 90 }] },
      {},
      {},
      [entry('conditions', 1000, 0, 'CND-001', { limit: 1, evidence: [] })],
    ],
    [
      'a bundle and what of it is missing',
      { conditions: [{ kind: 'bundle', components: ['CONS', 'ANC'], windowDays: 4 }] },
      {},
      {},
      [entry('conditions', 1000, 0, 'CND-003', { limit: 2, evidence: ['ANC'] })],
    ],
    ['a letter that is missing', { letter: true }, {}, {}, [entry('letter', 1000, 0, 'PRV-005')]],
    [
      'a referral that is missing',
      { referral: { levels: ['CSPS'], act: 'REF', windowDays: 30 } },
      {},
      {},
      [entry('referral', 1000, 0, 'PRV-004', { limit: 30, evidence: [] })],
    ],
    ['an act outside the package', {}, {}, { lines: [line('DELIV', 1000)] }, [entry('service', 1000, 0, 'SVC-003')]],
  ])('%s', (_, own, change, asked, steps_) =>
    expect(submitted(deskFor(own, change), asked)).toEqual([covered, ...steps_]),
  );

  test.each<[string, Partial<AskedClaim>, readonly TraceEntry[]]>([
    [
      'what came too late, and is written off',
      { receivedOn: '2025-12-01' },
      [entry('filing', 1000, 0, 'CLM-002', { limit: 90 })],
    ],
    ['dates that cannot be', { receivedOn: '2025-05-01' }, [entry('dates', 1000, 0, 'CLM-003')]],
    ['a person nobody knows', { person: 'NOBODY' }, [entry('eligibility', 1000, 0, 'ELG-001')]],
  ])('%s', (_, asked, steps_) => expect(submitted(deskFor(), asked)).toEqual(steps_));

  test('when waiting ends', () => {
    const desk = open(
      { articles, lines: [cons], waitingMonths: { general: 2 } },
      coveredBy(yearFrom('2025-01-01', { waitingFrom: '2025-04-01' })),
    );
    expect(submitted(desk)).toEqual([covered, entry('waiting', 1000, 0, 'ELG-006', { evidence: ['2025-06-01'] })]);
  });
  test('which claim it repeats', () => {
    const desk = deskFor();
    submitted(desk);
    expect(submitted(desk, {}, 'C2')).toEqual([entry('duplicate', 1000, 0, 'CLM-001', { evidence: ['C1'] })]);
  });
  test('which acts are too near', () => {
    const desk = deskFor({ limits: { everyDays: 30 } });
    submitted(desk);
    expect(submitted(desk, { on: '2025-05-03' }, 'C2').slice(1)).toEqual([
      entry('frequency', 1000, 0, 'SVC-005', { limit: 30, evidence: ['2025-05-02'] }),
    ]);
  });
  test('to which episode it belongs, or that there are no more', () => {
    const desk = deskFor({}, { episodes: { maximum: 1, days: 5 } });
    expect(submitted(desk)).toEqual([covered, copay(1000, 800)]);
    expect(submitted(desk, { on: '2025-05-07' }, 'C2')[1]).toEqual(
      entry('episodes', 1000, 1000, null, { evidence: ['2025-05-02'] }),
    );
    expect(submitted(desk, { on: '2025-05-08' }, 'C3')[1]).toEqual(entry('episodes', 1000, 0, 'SVC-006', { limit: 1 }));
  });
  test('of two episodes the later one', () => {
    const desk = deskFor({}, { episodes: { maximum: 9, days: 5 } });
    for (const [at, on] of ['2025-05-02', '2025-05-08'].entries()) submitted(desk, { on }, `E${at}`);
    expect(submitted(desk, { on: '2025-05-07' }, 'C3')[1]?.evidence).toEqual(['2025-05-02']);
    expect(submitted(desk, { on: '2025-05-13' }, 'C4')[1]?.evidence).toEqual(['2025-05-08']);
  });
  test('on what sessions it rests', () => {
    const desk = deskFor({ conditions: [{ kind: 'antenatal', act: 'ANC', minimum: 2, windowDays: 90 }] });
    desk.attest('S2', '2025-04-20');
    desk.attest('S1', '2025-04-10');
    expect(submitted(desk)[1]).toEqual(
      entry('conditions', 1000, 1000, null, { limit: 2, evidence: ['2025-04-10', '2025-04-20'] }),
    );
  });
  test('what completes a bundle', () => {
    const desk = deskFor({ conditions: [{ kind: 'bundle', components: ['CONS', 'ANC', 'VCT'], windowDays: 4 }] });
    desk.attest('S1', '2025-05-04', '2025-05-04', 'AWA', 'VCT');
    desk.attest('S2', '2025-04-30');
    expect(submitted(desk)[1]).toEqual(
      entry('conditions', 1000, 1000, null, { limit: 3, evidence: ['2025-04-30', '2025-05-04'] }),
    );
  });
  test('what a tariff leaves of a price', () => {
    const desk = deskFor({ act: 'DELIV', category: 'VISIT' });
    expect(submitted(desk, { lines: [line('DELIV', 7000)] })).toMatchObject([
      { step: 'eligibility', before: 7000 },
      entry('tariff', 7000, 6000, 'AMT-001', { limit: 6000 }),
      { step: 'copay', before: 6000, after: 4800 },
    ]);
  });
  test('what is paid by the head', () => {
    const desk = deskFor();
    desk.contract('CSPS-1', { acts: ['CONS'], perPerson: 100 }, '2025-01-01');
    expect(submitted(desk)).toEqual([covered, entry('capitation', 1000, 0, 'SVC-010')]);
  });
  test('what programmes pay of an act, and of the copayment', () => {
    const desk = deskFor();
    desk.envelope('F1', 100);
    desk.envelope('F2', 50, { parts: [{ acts: ['CONS'], of: 'copay', rate_bps: 5000 }] });
    expect(submitted(desk)).toEqual([
      covered,
      { ...entry('programme', 1000, 900, null), rate_bps: 10_000 },
      copay(900, 720),
      { ...entry('funderOnCopay', 720, 720, null), rate_bps: 5000 },
    ]);
  });
  test('which letter it draws on, and what the letter leaves', () => {
    const desk = open({ articles, lines: [{ act: 'HOSP', rate_bps: 7000, letter: true }] });
    desk.letter('L1', { person: 'AWA', act: 'HOSP', cap: 500, issuedOn: '2025-05-01', lastDay: '2025-05-10' });
    const asked = {
      provider: 'HD-1',
      admittedOn: '2025-05-02',
      dischargedOn: '2025-05-03',
      receivedOn: '2025-05-03',
      lines: [line('HOSP', 1000)],
    };
    expect(submitted(desk, asked)).toEqual([
      covered,
      entry('letter', 1000, 1000, null, { limit: 500, evidence: ['L1', '2025-05-01', '2025-05-10'] }),
      { ...copay(1000, 700), rate_bps: 7000 },
      entry('letterCap', 700, 500, 'AMT-008', { limit: 500 }),
    ]);
    const late = {
      ...asked,
      on: '2025-05-11',
      admittedOn: '2025-05-11',
      dischargedOn: '2025-05-12',
      receivedOn: '2025-05-12',
    };
    desk.letter('L2', { person: 'AWA', act: 'HOSP', cap: 500, issuedOn: '2025-05-03', lastDay: '2025-05-04' });
    expect(submitted(desk, late, 'C2')[1]).toEqual(
      entry('letter', 1000, 0, 'PRV-006', { evidence: ['L2', '2025-05-03', '2025-05-04'] }),
    );
  });
});

describe('dates that cannot be', () => {
  const asked = (admittedOn: string | null, dischargedOn: string | null, on: string, receivedOn: string) =>
    submitted(deskFor(), { on, admittedOn, dischargedOn, receivedOn }).some(({ code }) => code === 'CLM-003');
  test.each<[string, string | null, string | null, string, string, boolean]>([
    ['filed on the day of care', null, null, '2025-05-02', '2025-05-02', false],
    ['filed the day before', null, null, '2025-05-02', '2025-05-01', true],
    ['a stay filed on its last day', '2025-05-02', '2025-05-05', '2025-05-02', '2025-05-05', false],
    ['a stay filed before its end', '2025-05-02', '2025-05-05', '2025-05-02', '2025-05-04', true],
    ['care on the last day of a stay', '2025-05-02', '2025-05-05', '2025-05-05', '2025-05-06', false],
    ['care the day after a stay', '2025-05-02', '2025-05-05', '2025-05-06', '2025-05-07', true],
    ['care the day before a stay', '2025-05-02', '2025-05-05', '2025-05-01', '2025-05-07', true],
    ['a stay of one day', '2025-05-02', '2025-05-02', '2025-05-02', '2025-05-02', false],
    ['a stay that ends before it begins', '2025-05-03', '2025-05-02', '2025-05-03', '2025-05-09', true],
    ['a stay that goes on', '2025-05-02', null, '2025-05-02', '2025-05-02', false],
    ['care during a stay that goes on', '2025-05-02', null, '2025-05-04', '2025-05-04', false],
    ['care before a stay that goes on', '2025-05-03', null, '2025-05-02', '2025-05-04', true],
    ['an end without a beginning, on the day of care', null, '2025-05-02', '2025-05-02', '2025-05-02', false],
    ['an end without a beginning, before the care', null, '2025-05-01', '2025-05-02', '2025-05-02', true],
  ])('%s', (_, admitted, discharged, on, received, refused) =>
    expect(asked(admitted, discharged, on, received)).toBe(refused),
  );
});

describe('without a package in force', () => {
  test('an act is outside it, and no rule fails', () => {
    const care = { on: '2025-05-02', diagnosis: 'B05', lines: [line('ANC', 500)] };
    const answer = open({ effectiveFrom: '2025-06-01' }).submit('C1', care);
    expect(answer).toMatchObject({ status: 'rejected', scheme: 0, member: 500, reasons: ['SVC-003'] });
  });
  test('a programme alone may pay it: nothing of it is the scheme’s, or limited', () => {
    const desk = open({ effectiveFrom: '2025-06-01' });
    desk.envelope('F1', 10_000, { parts: [{ acts: ['CONS'], of: 'act', rate_bps: 5000 }] });
    expect(desk.submit('C1', { on: '2025-05-02', lines: [line('CONS', 1000)] })).toMatchObject({
      ...{ status: 'approved', programme: 500, scheme: 0, member: 500, deducted: 0, excess: 0 },
    });
  });
});

describe('what a claim needs is remembered with it', () => {
  const needsOf = (desk: ClaimsDesk) =>
    [...desk.household.shelves.values()].flatMap(({ bookings }) => bookings.flatMap(({ needs }) => needs));
  const key = (act: string) => Buffer.from(`act|AWA|${act}`).toString('base64url');

  test('for earlier acts: days strictly before, met or not', () => {
    const desk = deskFor({ conditions: [{ kind: 'antenatal', act: 'ANC', minimum: 1, windowDays: 30 }] });
    submitted(desk);
    const need = { key: key('ANC'), from: '2025-04-02', before: '2025-05-02' };
    expect(needsOf(desk)).toEqual([{ ...need, met: false }]);
    desk.attest('S1', '2025-04-02');
    expect(needsOf(desk)).toEqual([{ ...need, met: true }]);
  });
  test('for a bundle: days before and after, of what is not on the claim', () => {
    const desk = deskFor({ conditions: [{ kind: 'bundle', components: ['CONS', 'ANC'], windowDays: 4 }] });
    submitted(desk);
    const need = { key: key('ANC'), from: '2025-04-28', before: '2025-05-07' };
    expect(needsOf(desk)).toEqual([{ ...need, met: false }]);
    desk.attest('S1', '2025-05-06', '2025-05-06');
    expect(needsOf(desk)).toEqual([{ ...need, met: true }]);
    expect(desk.answer('C1').status).toBe('approved');
  });
  test('a condition that fails ends the search: the next one is not asked', () => {
    const prior = (act: string) => ({ kind: 'priorActs' as const, acts: [act], minimum: 1, windowDays: 30 });
    const desk = deskFor({ conditions: [prior('ANC'), prior('VCT')] });
    const asked = (claim: string, on: string) =>
      submitted(desk, { on }, claim)
        .filter(({ step }) => step === 'conditions')
        .map(({ code }) => code);
    expect(asked('C1', '2025-05-02')).toEqual(['CND-004']);
    desk.attest('S1', '2025-05-02');
    expect(asked('C2', '2025-05-03')).toEqual([null, 'CND-004']);
  });
  test('for acts that are too near, and nothing for those that are not', () => {
    const desk = deskFor({ limits: { everyDays: 30 } });
    submitted(desk);
    expect(needsOf(desk)).toEqual([]);
    submitted(desk, { on: '2025-05-03' }, 'C2');
    expect(needsOf(desk)).toEqual([{ key: key('CONS'), from: '2025-04-04', before: '2025-06-02', met: true }]);
  });
});

describe('lines of one claim', () => {
  test('share the ceiling of a stay, whatever each costs', () => {
    const desk = deskFor({ limits: { amountPerStay: 1000 } });
    const two = { on: '2025-05-02', lines: [line('CONS', 1000), line('CONS', 500, { item: 'B' })] };
    expect(desk.submit('C1', two).lines.map(({ scheme, excess }) => [scheme, excess])).toEqual([
      [800, 0],
      [200, 200],
    ]);
  });
  test('share a letter', () => {
    const desk = open({ lines: [{ act: 'HOSP', rate_bps: 10_000, letter: true }] });
    desk.letter('L1', { person: 'AWA', act: 'HOSP', cap: 700, issuedOn: '2025-05-01', lastDay: '2025-05-10' });
    const stay = { on: '2025-05-02', provider: 'HD-1', lines: [line('HOSP', 500), line('HOSP', 500, { item: 'B' })] };
    expect(desk.submit('C1', stay).lines.map(({ scheme }) => scheme)).toEqual([500, 200]);
  });
  test('draw on one envelope one after the other, and on another where it is empty', () => {
    const desk = deskFor();
    desk.envelope('F1', 1500, { priority: 1 });
    desk.envelope('F2', 300, { priority: 2 });
    const two = { on: '2025-05-02', lines: [line('CONS', 1000), line('CONS', 1000, { item: 'B' })] };
    const answer = desk.submit('C1', two);
    expect(answer.lines.map(({ programme, reasons }) => [programme, reasons])).toEqual([
      [1000, []],
      [800, ['SUB-001', 'AMT-002']],
    ]);
    expect(desk.programmes.envelopes.get('F1')?.spent).toBe(1500);
    expect(desk.programmes.envelopes.get('F2')?.spent).toBe(300);
  });
  test('have two parts of one envelope, of the act and of the copayment', () => {
    const desk = deskFor();
    const parts = [
      { acts: ['CONS'], of: 'act', rate_bps: 5000 },
      { acts: ['CONS'], of: 'copay', rate_bps: 10_000 },
    ] as const;
    desk.envelope('F1', 550, { parts });
    const answer = desk.submit('C1', { on: '2025-05-02', lines: [line('CONS', 1000)] });
    expect(answer).toMatchObject({ programme: 500, scheme: 400, funderOnCopay: 50, member: 50 });
    expect(answer.reasons).toContain('SUB-001');
  });
});

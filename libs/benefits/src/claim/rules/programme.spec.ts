import { describe, expect, test } from '@jest/globals';
import { drawnFor } from '../../programme/drawn-for.js';
import type { ProgrammeEvent } from '../../programme/programme.events.js';
import { householdKeyParts } from '../../programme/programme.types.js';
import { type AskedEnvelope, ClaimsDesk, essentiel, line, open } from '../../../test/claims-desk.js';

const consultation = { on: '2025-05-02', lines: [line('CONS', 1000)] };
const unknownToPackage = { on: '2025-05-02', lines: [line('IMG', 15_000)] };
const act = (rate_bps: number, acts: readonly string[] | null = ['CONS']): AskedEnvelope => ({
  parts: [{ acts, of: 'act', rate_bps }],
});
const withEnvelope = (granted: number, terms?: AskedEnvelope): ClaimsDesk => {
  const desk = open();
  desk.envelope('F', granted, terms);
  return desk;
};
const spent = (desk: ClaimsDesk, envelope = 'F') => desk.programmes.envelopes.get(envelope)?.spent;

describe('a programme', () => {
  test.each([
    [10_000, { programme: 1000, scheme: 0, copay: 0, member: 0, reasons: [] }],
    [5000, { programme: 500, scheme: 400, copay: 100, member: 100, reasons: ['AMT-002'] }],
    [3333, { programme: 333, scheme: 533, copay: 134, member: 134, reasons: ['AMT-002'] }],
  ])('pays %d basis points first; the rest is shared as ever', (rate, expected) => {
    const desk = withEnvelope(100_000, act(rate));
    expect(desk.submit('C1', consultation)).toMatchObject(expected);
    expect(spent(desk)).toBe(expected.programme);
  });

  test.each([
    [1000, 1000, 0, []],
    [999, 999, 1, ['SUB-001', 'AMT-002']],
    [0, 0, 200, ['SUB-001', 'AMT-002']],
  ])('with %d left pays %d, and the package alone decides on the rest', (left, programme, member, reasons) => {
    expect(withEnvelope(left).submit('C1', consultation)).toMatchObject({ programme, member, reasons });
  });

  test('deductible and ceilings see the residual only', () => {
    const desk = open({ deductible: 2000, ceilings: { person: 100, household: 250_000, categories: {} } });
    desk.envelope('F', 100_000, act(5000));
    expect(desk.submit('C1', { on: '2025-05-02', lines: [line('CONS', 6000)] })).toMatchObject({
      programme: 3000,
      deducted: 2000,
      copay: 200,
      scheme: 100,
      excess: 700,
      member: 2900,
    });
  });

  test.each([
    ['2025-03-31', ['SUB-003', 'AMT-002']],
    ['2025-04-01', []],
    ['2025-04-30', []],
    ['2025-05-01', ['SUB-003', 'AMT-002']],
  ])('is there for care from the first to the last day of its window: %s', (on, reasons) => {
    const desk = withEnvelope(10_000, { window: { from: '2025-04-01', to: '2025-04-30' } });
    expect(desk.submit('C1', { ...consultation, on })).toMatchObject({ reasons });
  });

  test.each([
    [['H0'], []],
    [['H1'], ['SUB-002', 'AMT-002']],
  ])('is for the households it names: %s', (households, reasons) => {
    const desk = withEnvelope(10_000, { ...act(10_000, null), households });
    expect(desk.submit('C1', consultation)).toMatchObject({ reasons });
  });

  test.each([
    [['CSPS-1'], []],
    [['CSPS-9'], ['SUB-002', 'AMT-002']],
  ])('is for the acts of the providers it names: %s', (providers, reasons) =>
    expect(withEnvelope(10_000, { providers }).submit('C1', consultation)).toMatchObject({ reasons }),
  );

  test.each([
    [{ belowAge: 25 }, '2025-05-01', []],
    [{ belowAge: 25 }, '2025-05-02', ['SUB-002', 'AMT-002']],
    [{ fromAge: 25 }, '2025-05-01', ['SUB-002', 'AMT-002']],
    [{ fromAge: 25 }, '2025-05-02', []],
    [{ sex: 'F' as const }, '2025-05-02', []],
    [{ sex: 'M' as const }, '2025-05-02', ['SUB-002', 'AMT-002']],
  ])('is for the persons it means, by their age on the day of care: %j, %s', (persons, on, reasons) => {
    const desk = withEnvelope(10_000, { persons });
    desk.describe('AWA', { bornOn: '2000-05-02', sex: 'F', relation: 'policyholder' });
    expect(desk.submit('C1', { ...consultation, on })).toMatchObject({ reasons });
  });

  test('nobody can say that it means somebody of whom age and sex are unknown', () =>
    expect(withEnvelope(10_000, { persons: { sex: 'F' } }).submit('C1', consultation)).toMatchObject({
      programme: 0,
      reasons: ['SUB-002', 'AMT-002'],
    }));

  test('several pay by priority, together never more than the whole', () => {
    const desk = withEnvelope(10_000, { ...act(7000), priority: 2 });
    desk.envelope('G', 10_000, { ...act(6000), priority: 1 });
    expect(desk.submit('C1', consultation)).toMatchObject({ programme: 1000, member: 0, reasons: [] });
    expect([spent(desk, 'G'), spent(desk)]).toEqual([600, 400]);
  });

  test('two lines of one claim share what is left', () => {
    const desk = withEnvelope(1500);
    const twice = { on: '2025-05-02', lines: [line('CONS', 1000), line('CONS', 1000, { item: 'B' })] };
    expect(desk.submit('C1', twice)).toMatchObject({ programme: 1500, scheme: 400, member: 100 });
    expect(spent(desk)).toBe(1500);
  });

  test('outside the package it pays alone, and what it does not pay is the member’s', () => {
    const outside = (granted: number) => {
      const desk = open({ lines: [{ act: 'CONS', rate_bps: 8000 }] });
      desk.envelope('F', granted, act(6000, ['IMG']));
      return desk.submit('C1', unknownToPackage);
    };
    const whole = { status: 'approved', programme: 9000, scheme: 0, copay: 6000, member: 6000, reasons: ['SVC-003'] };
    expect(outside(9000)).toMatchObject(whole);
    expect(outside(1)).toMatchObject({
      status: 'approved',
      programme: 1,
      member: 14_999,
      reasons: ['SUB-001', 'SVC-003'],
    });
    expect(outside(0)).toMatchObject({
      status: 'rejected',
      programme: 0,
      member: 15_000,
      reasons: ['SUB-001', 'SVC-003'],
    });
  });

  test('an exception of the medical adviser on an act outside the package is the scheme’s', () => {
    const desk = open({ lines: [{ act: 'CONS', rate_bps: 8000 }] });
    desk.submit('C1', unknownToPackage);
    desk.onReview('C1', {
      type: 'OpenReview',
      because: 'flagged',
      actor: 'clerk',
      on: '2025-05-03',
      note: 'x',
    } as never);
    const rulings = [{ line: 1, ruling: 'exception', to: 5000, note: 'x' }];
    desk.onReview('C1', { type: 'DecideReview', rulings, reason: 'x', actor: 'doctor', on: '2025-05-04' } as never);
    expect(desk.answer('C1')).toMatchObject({ scheme: 5000, member: 10_000, reasons: ['SVC-003', 'MED-001'] });
  });

  test('gets back what a reversal frees; what a closed one paid stays paid', () => {
    const desk = withEnvelope(1000);
    desk.submit('C1', consultation);
    desk.reverse('C1', '2025-05-10');
    expect(spent(desk)).toBe(0);
    desk.submit('C2', { ...consultation, on: '2025-05-03' });
    desk.envelope('F', 1000, { closed: true });
    expect(desk.readjudicate('C2')).toBe('nothingToDo');
    expect(desk.submit('C3', { ...consultation, on: '2025-05-04' })).toMatchObject({
      programme: 0,
      reasons: ['AMT-002'],
    });
  });
});

describe('a funder on the copayment', () => {
  const onCopay: AskedEnvelope = { parts: [{ acts: null, of: 'copay', rate_bps: 10_000 }], households: ['H0'] };

  test.each([
    [200, { scheme: 800, copay: 200, funderOnCopay: 200, member: 0, reasons: ['AMT-002'] }],
    [199, { scheme: 800, copay: 200, funderOnCopay: 199, member: 1, reasons: ['AMT-002', 'SUB-001'] }],
  ])('with %d takes over the copayment', (granted, expected) => {
    const desk = withEnvelope(granted, onCopay);
    expect(desk.submit('C1', consultation)).toMatchObject(expected);
  });

  test('and nothing of deductible, excess or a refused line', () => {
    const desk = ClaimsDesk.openFor(essentiel({ deductible: 500 }));
    desk.envelope('F', 10_000, onCopay);
    expect(desk.submit('C1', consultation)).toMatchObject({
      deducted: 500,
      copay: 100,
      funderOnCopay: 100,
      member: 500,
    });
    expect(desk.submit('C2', { on: '2026-02-01', lines: [line('CONS', 1000)] })).toMatchObject({ funderOnCopay: 0 });
  });

  describe('tells its funder for whom it paid', () => {
    const draws = (desk: ClaimsDesk) =>
      (desk.eventsOf('programmes') as readonly ProgrammeEvent[]).flatMap(event =>
        event.type === 'benefits.EnvelopeDrawn' ? [{ ...event.data.told, amount: event.data.ofUse }] : [],
      );
    const known = (desk: ClaimsDesk, household = 'H0') => [
      { envelope: 'F', names: [household, desk.keyOf(...householdKeyParts('F', household))] },
    ];

    test('by its number where no act is named, by a key of its own where one is', () => {
      const anyAct = withEnvelope(10_000, act(10_000, null));
      anyAct.submit('C1', consultation);
      expect(draws(anyAct)).toEqual([{ household: 'H0', claim: expect.any(String), amount: 1000 }]);
      const oneAct = withEnvelope(10_000);
      oneAct.submit('C1', consultation);
      expect(draws(oneAct)[0]!.household).not.toBe('H0');
      expect(JSON.stringify(draws(oneAct))).not.toMatch(/CONS|C1|H0/);
    });

    test('two funders of one claim are told of it under two names', () => {
      const desk = withEnvelope(300);
      desk.envelope('G', 300, act(10_000));
      desk.submit('C1', consultation);
      const [left, right] = draws(desk);
      expect(left!.household).not.toBe(right!.household);
      expect(left!.claim).not.toBe(right!.claim);
    });

    test('and back: from the household to each envelope, until a claim is annulled', () => {
      const desk = withEnvelope(10_000);
      desk.submit('C1', consultation);
      desk.submit('C2', { ...consultation, on: '2025-05-09' });
      const back = () => drawnFor(desk.eventsOf('programmes') as readonly ProgrammeEvent[], known(desk));
      expect(back()).toMatchObject([{ envelope: 'F', amount: 2000, claims: [{ amount: 1000 }, { amount: 1000 }] }]);
      desk.reverse('C1', '2025-05-10');
      expect(back()).toMatchObject([{ amount: 1000, claims: [{ amount: 1000 }] }]);
      expect(drawnFor(desk.eventsOf('programmes') as readonly ProgrammeEvent[], known(desk, 'H7'))).toEqual([]);
    });
  });
});

import { describe, expect, test } from '@jest/globals';
import { coveredBy, essentiel, line, open, yearFrom, stay } from '../../../test/claims-desk.js';

const hospital = { provider: 'HD-1' };

describe('ceilings', () => {
  const ceilings = { person: 100_000, household: 250_000, categories: { IMAGING: 20_000 } };

  test('a person with 8,000 left: the rest of the share is the member’s', () => {
    const desk = open({ ceilings: { ...ceilings, person: 8000 } });
    expect(desk.submit('C1', { on: '2025-05-02', ...hospital, lines: stay(40_000) })).toMatchObject({
      copay: 12_000,
      excess: 20_000,
      scheme: 8000,
      member: 32_000,
      reasons: ['AMT-002', 'AMT-004'],
    });
    expect(desk.submit('C2', { on: '2025-05-03', ...hospital, lines: stay(1000) })).toMatchObject({
      status: 'approved',
      scheme: 0,
      reasons: ['AMT-002', 'AMT-004'],
    });
  });

  test('the household’s ceiling cuts what the person’s left, and the person’s is used by what is paid in the end', () => {
    const desk = open({ ceilings: { ...ceilings, person: 60_000, household: 12_000 } });
    desk.note('BINTA', coveredBy(yearFrom('2025-01-01')));
    expect(desk.submit('C1', { on: '2025-05-02', ...hospital, lines: stay(40_000) })).toMatchObject({
      scheme: 12_000,
      member: 28_000,
      excess: 16_000,
      reasons: ['AMT-002', 'AMT-005'],
    });
    expect(desk.submit('C2', { on: '2025-05-02', person: 'BINTA', ...hospital, lines: stay(1000) })).toMatchObject({
      scheme: 0,
      reasons: ['AMT-002', 'AMT-005'],
    });
  });

  test('a category’s ceiling runs across claims', () => {
    const desk = open({ ceilings });
    expect(desk.submit('C1', { on: '2025-03-01', lines: [line('IMG', 17_500)] }).scheme).toBe(14_000);
    expect(desk.submit('C2', { on: '2025-03-02', lines: [line('IMG', 11_250)] })).toMatchObject({
      scheme: 6000,
      member: 5250,
      copay: 2250,
      excess: 3000,
      reasons: ['AMT-002', 'AMT-006'],
    });
  });

  test('lines use a ceiling in their order', () => {
    const desk = open({ ceilings: { ...ceilings, person: 5000 } });
    const { lines, member } = desk.submit('C1', { on: '2025-05-02', lines: [line('CONS', 6000), line('DRUG', 4000)] });
    expect(lines).toMatchObject([
      { scheme: 4800, member: 1200, reasons: ['AMT-002'] },
      { scheme: 200, member: 3800, reasons: ['AMT-002', 'AMT-004'] },
    ]);
    expect(member).toBe(5000);
  });

  test('a stay: the copayment first, then the ceiling on the scheme’s share', () =>
    expect(open().submit('C1', { on: '2025-05-02', ...hospital, lines: stay(90_000) })).toMatchObject({
      copay: 27_000,
      scheme: 50_000,
      excess: 13_000,
      member: 40_000,
      reasons: ['AMT-002', 'AMT-003'],
    }));

  test('a stay, where the package puts the ceiling first', () =>
    expect(
      open({ ceilingBasis: 'beforeCopay' }).submit('C1', { on: '2025-05-02', ...hospital, lines: stay(90_000) }),
    ).toMatchObject({
      scheme: 35_000,
      member: 55_000,
    }));

  test('an operation’s own ceiling is per act', () =>
    expect(open().submit('C1', { on: '2025-05-02', ...hospital, lines: [line('CSEC', 60_000)] })).toMatchObject({
      scheme: 40_000,
      excess: 8000,
      copay: 12_000,
    }));

  test('prevention is paid when everything is used up, and uses nothing', () => {
    const desk = open({ ceilings: { ...ceilings, person: 0, household: 0 } });
    expect(desk.submit('C1', { on: '2025-05-02', lines: [line('ANC', 500)] })).toMatchObject({
      scheme: 500,
      member: 0,
      reasons: [],
    });
  });

  test('counters begin anew with the next period', () => {
    const desk = open(
      { ceilings: { ...ceilings, person: 8000 } },
      coveredBy(yearFrom('2025-01-01'), yearFrom('2026-01-01')),
    );
    desk.submit('C1', { on: '2025-12-31', ...hospital, lines: stay(40_000) });
    expect(desk.submit('C2', { on: '2026-01-01', ...hospital, lines: stay(10_000) }).scheme).toBe(7000);
  });

  test('recorded order rules, whatever the service dates', () => {
    const desk = open({ ceilings: { ...ceilings, person: 8000 } });
    expect(desk.submit('C1', { on: '2025-05-20', lines: [line('CONS', 10_000)] }).scheme).toBe(8000);
    expect(desk.submit('C2', { on: '2025-05-01', lines: [line('CONS', 10_000)] }).scheme).toBe(0);
    expect(desk.answer('C1')).toMatchObject({ scheme: 8000, decision: 1 });
  });
});

test('the deductible comes off before sharing, once per person and period', () => {
  const desk = open({ deductible: 2000 });
  expect(desk.submit('C1', { on: '2025-05-02', lines: [line('CONS', 10_000)] })).toMatchObject({
    deducted: 2000,
    scheme: 6400,
    copay: 1600,
    member: 3600,
    reasons: ['AMT-007', 'AMT-002'],
  });
  expect(desk.submit('C2', { on: '2025-05-03', lines: [line('CONS', 10_000)] })).toMatchObject({
    deducted: 0,
    scheme: 8000,
  });
});

describe('numbers', () => {
  test('six consultations a year: the sixth is inside, the seventh refused', () => {
    const desk = open();
    for (let at = 1; at <= 6; at += 1)
      expect(desk.submit(`C${at}`, { on: `2025-05-0${at}`, lines: [line('CONS', 1000)] }).status).toBe('approved');
    expect(desk.submit('C7', { on: '2025-05-07', lines: [line('CONS', 1000)] })).toMatchObject({
      status: 'rejected',
      scheme: 0,
      member: 1000,
      reasons: ['SVC-006'],
    });
  });

  test('a limit of 0 refuses the first', () => {
    const lines = essentiel().lines.map(each => (each.act === 'CONS' ? { ...each, limits: { number: 0 } } : each));
    expect(open({ lines }).submit('C1', { on: '2025-05-07', lines: [line('CONS', 1000)] }).reasons).toEqual([
      'SVC-006',
    ]);
  });

  test('reversing one of the six lets the refused seventh in', () => {
    const desk = open();
    for (let at = 1; at <= 7; at += 1) desk.submit(`C${at}`, { on: `2025-05-0${at}`, lines: [line('CONS', 1000)] });
    desk.reverse('C3', '2025-06-01');
    expect(desk.answer('C7')).toMatchObject({ status: 'approved', decision: 2, scheme: 800, member: 200 });
  });
});

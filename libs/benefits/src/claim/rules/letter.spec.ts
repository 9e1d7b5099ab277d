import { describe, expect, test } from '@jest/globals';
import { ClaimsDesk, coveredBy, essentiel, line, open, yearFrom } from '../../../test/claims-desk.js';

const ceilings = { person: 60_000, household: 90_000, categories: {} };
const stay = essentiel().lines.find(({ act }) => act === 'HOSP')!;
const desk = (): ClaimsDesk =>
  open({
    ceilings,
    lines: [
      { ...stay, limits: {}, letter: true },
      { act: 'CONS', rate_bps: 10_000 },
    ],
  });
const admitted = (on: string, amount: number, more: object = {}) => ({
  on,
  provider: 'HD-1',
  lines: [line('HOSP', amount)],
  ...more,
});
const letter = { person: 'AWA', act: 'HOSP', cap: 30_000, issuedOn: '2025-05-02', lastDay: '2025-05-17' };

describe('a guarantee letter', () => {
  test.each([
    ['2025-05-01', 'pended', ['PRV-005']],
    ['2025-05-02', 'approved', ['AMT-002', 'AMT-008']],
    ['2025-05-17', 'approved', ['AMT-002', 'AMT-008']],
    ['2025-05-18', 'pended', ['PRV-006']],
  ])('is good from its issue to its last day: admitted on %s', (on, status, reasons) => {
    const one = desk();
    one.letter('L1', letter);
    expect(one.submit('C1', admitted(on, 50_000))).toMatchObject({ status, reasons });
  });

  test('caps the scheme’s share, and the rest is the member’s', () => {
    const one = desk();
    one.letter('L1', letter);
    expect(one.submit('C1', admitted('2025-05-10', 50_000))).toMatchObject({
      scheme: 30_000,
      copay: 15_000,
      excess: 5000,
      member: 20_000,
    });
  });

  test('is used once; reversing the claim gives it back', () => {
    const one = desk();
    one.letter('L1', letter);
    one.submit('C1', admitted('2025-05-10', 10_000));
    expect(one.submit('C2', admitted('2025-05-11', 10_000)).reasons).toEqual(['PRV-005']);
    expect(one.release('L1')).toBe('benefits.letter.used');
    one.reverse('C1', '2025-06-01');
    expect(one.readjudicate('C2')).toBe('accepted');
    expect(one.answer('C2').scheme).toBe(7000);
  });

  test('is for one person, one provider and one act; an emergency needs none', () => {
    const one = desk();
    one.note('BINTA', coveredBy(yearFrom('2025-01-01')));
    one.letter('L1', letter);
    expect(one.submit('C1', admitted('2025-05-10', 1000, { person: 'BINTA' })).reasons).toEqual(['PRV-005']);
    expect(one.submit('C2', admitted('2025-05-10', 1000, { provider: 'CSPS-1' })).reasons).toEqual(['PRV-005']);
    expect(one.submit('C3', admitted('2025-05-11', 1000, { provider: 'CSPS-1', emergency: true })).scheme).toBe(700);
    expect(one.submit('C4', { on: '2025-05-10', lines: [line('CONS', 500)] }).scheme).toBe(500);
  });

  test('keeps its sum free of others’ claims, until the days to file have passed', () => {
    const one = desk();
    one.letter('L1', letter);
    const visit = (receivedOn: string) => ({ on: '2025-05-20', receivedOn, lines: [line('CONS', 60_000)] });
    // 17 May and ninety days: 15 August.
    expect(one.submit('C1', visit('2025-08-15')).scheme).toBe(30_000);
    one.reverse('C1', '2025-08-15');
    expect(one.submit('C2', visit('2025-08-16')).scheme).toBe(60_000);
  });

  test('keeps no more than is left, and counts for the household too', () => {
    const one = desk();
    one.note('BINTA', coveredBy(yearFrom('2025-01-01')));
    one.submit('C1', { on: '2025-05-01', lines: [line('CONS', 50_000)] });
    one.letter('L1', letter);
    expect(one.household.letters.get('L1')?.reserved).toBe(10_000);
    expect(one.submit('C2', { on: '2025-05-03', person: 'BINTA', lines: [line('CONS', 60_000)] })).toMatchObject({
      scheme: 30_000,
      reasons: ['AMT-005'],
    });
    expect(one.release('L1')).toBe('accepted');
    expect(one.release('L1')).toBe('nothingToDo');
    expect(one.answer('C2').scheme).toBe(40_000);
  });

  test('what is not needed of it goes to those who were cut', () => {
    const one = desk();
    one.letter('L1', letter);
    expect(one.submit('C1', { on: '2025-05-03', lines: [line('CONS', 40_000)] }).scheme).toBe(30_000);
    one.submit('S1', admitted('2025-05-10', 40_000));
    expect(one.answer('C1')).toMatchObject({ scheme: 32_000, decision: 2 });
  });

  test('is refused for what it cannot allow', () => {
    const one = desk();
    expect(one.letter('L1', { ...letter, lastDay: '2025-05-01' })).toBe('benefits.letter.ends_before_issue');
    expect(one.letter('L1', { ...letter, lastDay: '2025-05-02' })).toBe('accepted');
    expect(one.letter('L1', { ...letter, lastDay: '2025-05-02' })).toBe('nothingToDo');
    expect(one.letter('L1', letter)).toBe('benefits.letter.already_issued');
    expect(one.letter('L2', { ...letter, act: 'IMG' })).toBe('benefits.letter.act_not_covered');
    expect(one.letter('L2', { ...letter, issuedOn: '2024-12-31' })).toBe('benefits.letter.not_covered');
    expect(one.release('L9')).toBe('benefits.letter.not_found');
  });
});

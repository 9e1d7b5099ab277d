import { describe, expect, test } from '@jest/globals';
import { ClaimsDesk, coveredBy, essentiel, line, open, yearFrom } from '../../../test/claims-desk.js';
import type { PackageDocument } from '../../http/package-document.js';

const child = { bornOn: '2024-01-31', sex: 'F', relation: 'child' } as const;
const first = essentiel().lines[0]!;
/** A desk whose consultations have these fields besides. */
const withCons = (more: object, change: Partial<PackageDocument> = {}): ClaimsDesk =>
  open({
    ...change,
    lines: [
      { ...first, limits: {}, ...more },
      { act: 'ANC', rate_bps: 10_000, prevention: true },
    ],
  });
const visit = (on: string, more: object = {}) => ({ on, lines: [line('CONS', 1000)], ...more });

describe('whom an act is for', () => {
  test.each([
    ['the first day of the month that is inside', { fromMonths: 15 }, '2025-04-30', 'approved'],
    ['the day before', { fromMonths: 15 }, '2025-04-29', 'rejected'],
    ['the last day below an age', { belowMonths: 15 }, '2025-04-29', 'approved'],
    ['the day that ends it', { belowMonths: 15 }, '2025-04-30', 'rejected'],
    ['her sex', { sex: 'F' as const }, '2025-04-30', 'approved'],
    ['another sex', { sex: 'M' as const }, '2025-04-30', 'rejected'],
    ['a relation among those named', { relations: ['spouse', 'child'] }, '2025-04-30', 'approved'],
    ['another relation', { relations: ['spouse'] }, '2025-04-30', 'rejected'],
  ])('%s', (_, who, on, status) => {
    const desk = withCons({ who });
    desk.describe('AWA', child);
    const answer = desk.submit('C1', visit(on));
    expect(answer.status).toBe(status);
    expect(answer.reasons).toEqual(status === 'approved' ? ['AMT-002'] : ['SVC-004']);
  });

  test('waits until somebody tells age and sex; a correction decides again', () => {
    const desk = withCons({ who: { sex: 'M' } });
    expect(desk.submit('C1', visit('2025-04-30'))).toMatchObject({ status: 'pended', reasons: ['CLM-004'], scheme: 0 });
    desk.describe('AWA', child);
    expect(desk.answer('C1').reasons).toEqual(['SVC-004']);
    desk.describe('AWA', { ...child, sex: 'M' });
    expect(desk.answer('C1')).toMatchObject({ status: 'approved', decision: 3 });
  });

  test('a description said twice is one; nobody is born after it is told, nor described unknown', () => {
    const desk = withCons({});
    expect(desk.describe('AWA', child)).toBe('accepted');
    expect(desk.describe('AWA', child)).toBe('nothingToDo');
    expect(desk.describe('AWA', child, '2024-01-31')).toBe('nothingToDo');
    expect(desk.describe('AWA', { ...child, bornOn: '2026-01-02' })).toBe('benefits.person.born_in_future');
    expect(desk.describe('AWA', { ...child, bornOn: '2026-01-01' })).toBe('accepted');
    expect(desk.describe('ZOE', child)).toBe('benefits.person.unknown');
  });
});

describe('a diagnosis', () => {
  test('that is excluded refuses, with all below it and nothing beside it', () => {
    const desk = withCons({}, { exclusions: ['E11', 'J45.1'] });
    const reasonsOf = (claim: string, diagnosis: string | null, day: number) =>
      desk.submit(claim, visit(`2025-04-${day}`, { diagnosis })).reasons;
    expect(reasonsOf('C1', 'E11', 10)).toEqual(['CND-005']);
    expect(reasonsOf('C2', 'E11.9', 11)).toEqual(['CND-005']);
    expect(reasonsOf('C3', 'E10', 12)).toEqual(['AMT-002']);
    expect(reasonsOf('C4', 'J45.1', 13)).toEqual(['CND-005']);
    expect(reasonsOf('C5', 'J45.11', 14)).toEqual(['CND-005']);
    expect(reasonsOf('C6', 'J45.2', 15)).toEqual(['AMT-002']);
    expect(reasonsOf('C7', null, 16)).toEqual(['AMT-002']);
    expect(desk.submit('A1', { on: '2025-04-10', diagnosis: 'E11', lines: [line('ANC', 500)] }).scheme).toBe(500);
  });
  test('that a line asks for holds it back', () => {
    const desk = withCons({ diagnosis: true });
    expect(desk.submit('C1', visit('2025-04-10'))).toMatchObject({ status: 'pended', reasons: ['CLM-004'] });
    expect(desk.submit('C2', visit('2025-04-11', { diagnosis: 'A09' })).status).toBe('approved');
  });
});

describe('the vaccination calendar', () => {
  const calendar = {
    toleranceDays: 28,
    belowMonths: 60,
    doses: [
      { dose: 'BCG', dueMonths: 0 },
      { dose: 'DTP', dueMonths: 2 },
      { dose: 'MEASLES', dueMonths: 9 },
    ],
    diseases: [
      { diagnosis: 'A37', doses: ['BCG', 'DTP'] },
      { diagnosis: 'B05', doses: ['MEASLES'] },
    ],
  };
  const deskFor = (bornOn = '2024-01-31'): ClaimsDesk => {
    const desk = withCons({}, { vaccination: calendar });
    desk.describe('AWA', { ...child, bornOn });
    return desk;
  };
  const sick = (on: string, diagnosis = 'B05') => visit(on, { diagnosis });

  // Born on 2024-08-31: nine months later is 2025-05-31, and 28 days later 2025-06-28.
  test.each([
    ['2025-06-28', 'approved'],
    ['2025-06-29', 'rejected'],
  ])('a dose may be late until the end of the tolerance: care on %s', (on, status) =>
    expect(deskFor('2024-08-31').submit('C1', sick(on)).status).toBe(status),
  );
  test.each([
    ['2025-04-29', 'approved'],
    ['2025-04-30', 'approved'],
    ['2025-05-01', 'rejected'],
  ])('a dose given on %s, the care being on 30 April', (heldOn, status) => {
    const desk = deskFor();
    desk.attest('D1', heldOn, '2025-06-01', 'AWA', 'MEASLES');
    expect(desk.submit('C1', sick('2025-04-30')).status).toBe(status);
  });
  test('every dose of the disease is asked for, and no other', () => {
    const desk = deskFor();
    desk.attest('D1', '2024-02-01', '2024-02-01', 'AWA', 'BCG');
    expect(desk.submit('C1', sick('2025-04-10', 'A37.0')).reasons).toEqual(['CND-002']);
    desk.attest('D2', '2024-04-01', '2025-04-11', 'AWA', 'DTP');
    expect(desk.answer('C1')).toMatchObject({ status: 'approved', decision: 2 });
    expect(desk.submit('C2', sick('2025-04-11')).reasons).toEqual(['CND-002']);
    expect(desk.submit('C3', sick('2025-04-12', 'B06')).status).toBe('approved');
    expect(desk.submit('C4', visit('2025-04-13')).status).toBe('approved');
  });
  test('is for children: from the month named it is not asked for', () => {
    expect(deskFor('2020-05-02').submit('C1', sick('2025-05-01')).reasons).toEqual(['CND-002']);
    expect(deskFor('2020-05-01').submit('C1', sick('2025-05-01')).status).toBe('approved');
  });
  test('prevention is paid all the same, and an unknown age waits', () => {
    const desk = withCons({}, { vaccination: calendar });
    expect(desk.submit('A1', { on: '2025-04-10', diagnosis: 'B05', lines: [line('ANC', 500)] }).scheme).toBe(500);
    expect(desk.submit('C1', sick('2025-04-10'))).toMatchObject({ status: 'pended', reasons: ['CLM-004'] });
  });
  test('no birth day stands in the clear', () => {
    const desk = deskFor('2024-01-31');
    desk.submit('C1', sick('2025-04-30'));
    const clear = desk.log.map(({ data }) => JSON.stringify(data)).join('\n');
    expect(clear).not.toContain('2024-01-31');
  });
});

describe('advice', () => {
  const advice = [{ on: 'CONS', propose: 'ANC', withinDays: 30 }];
  test('is said, and changes nothing', () => {
    const plain = withCons({}).submit('C1', visit('2025-04-30'));
    const { advice: said, ...answer } = withCons({}, { advice }).submit('C1', visit('2025-04-30'));
    expect(said).toEqual(['ANC']);
    expect(answer).toEqual(plain);
  });
  test.each([
    ['2025-03-31', undefined],
    ['2025-03-30', ['ANC']],
  ])('is not said again within its days: the act was on %s', (on, said) => {
    const desk = withCons({}, { advice });
    desk.submit('A1', { on, lines: [line('ANC', 500)] });
    expect(desk.submit('C1', visit('2025-04-30')).advice).toEqual(said);
  });
  test('is not said where the act is on the claim, or its occasion is not', () => {
    const desk = withCons({}, { advice });
    expect(
      desk.submit('C1', { on: '2025-04-30', lines: [line('CONS', 1000), line('ANC', 500)] }).advice,
    ).toBeUndefined();
    expect(desk.submit('C2', { on: '2025-04-29', lines: [line('ANC', 500)] }).advice).toBeUndefined();
  });
});

test('cover that was never told about age pays what does not ask for it', () =>
  expect(open({}, coveredBy(yearFrom('2025-01-01'))).submit('C1', visit('2025-04-30')).status).toBe('approved'));

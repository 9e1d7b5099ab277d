import { describe, expect, test } from '@jest/globals';
import { ClaimsDesk, coveredBy, line, open, yearFrom } from '../../../test/claims-desk.js';

const consultationAndDrugs = [
  line('CONS', 1000),
  line('DRUG', 1200, { item: 'AMOX' }),
  line('DRUG', 2300, { item: 'CONSUMABLES' }),
];

describe('the day of care', () => {
  test('the last day of cover is inside', () =>
    expect(open().submit('C1', { on: '2025-12-31', lines: consultationAndDrugs })).toMatchObject({
      status: 'approved',
      allowed: 4500,
      scheme: 3600,
      member: 900,
      reasons: ['AMT-002'],
    }));

  test('before the first day nothing is covered', () =>
    expect(open().submit('C1', { on: '2024-12-31', lines: consultationAndDrugs })).toMatchObject({
      status: 'rejected',
      scheme: 0,
      member: 4500,
      reasons: ['ELG-002'],
    }));

  test('in the grace period a claim waits; a renewal in time releases it', () => {
    const ending = yearFrom('2025-01-01', { graceUntil: '2026-01-30' });
    const desk = open({}, coveredBy(ending));
    expect(desk.submit('C1', { on: '2026-01-01', lines: consultationAndDrugs })).toMatchObject({
      status: 'pended',
      scheme: 0,
      reasons: ['ELG-005'],
    });
    desk.note('AWA', coveredBy(ending, yearFrom('2026-01-01')));
    expect(desk.answer('C1')).toMatchObject({ status: 'approved', decision: 2, scheme: 3600, member: 900 });
  });

  test('a claim that waited is rejected when cover lapses at the end of grace', () => {
    const ending = yearFrom('2025-01-01', { graceUntil: '2026-01-30' });
    const desk = open({}, coveredBy(ending));
    desk.submit('C1', { on: '2026-01-15', lines: consultationAndDrugs });
    desk.note('AWA', coveredBy({ ...ending, ended: 'lapsed' }));
    expect(desk.answer('C1')).toMatchObject({ status: 'rejected', decision: 2, scheme: 0, reasons: ['ELG-004'] });
  });

  test.each([
    ['2026-01-30', 'ELG-005'],
    ['2026-01-31', 'ELG-004'],
  ])('grace on %s: %s', (on, code) =>
    expect(
      open({}, coveredBy(yearFrom('2025-01-01', { graceUntil: '2026-01-30' }))).submit('C1', {
        on,
        lines: [line('CONS', 1000)],
      }).reasons,
    ).toEqual([code]),
  );

  test.each([
    ['2025-06-30', []],
    ['2025-07-01', ['ELG-003']],
    ['2025-07-10', ['ELG-003']],
    ['2025-07-11', []],
  ])('suspended from 1 to 10 July: %s', (on, stops) => {
    const cover = coveredBy(yearFrom('2025-01-01', { suspensions: [{ from: '2025-07-01', until: '2025-07-10' }] }));
    expect(open({}, cover).submit('C1', { on, lines: [line('CONS', 1000)] }).reasons).toEqual(
      stops.length ? stops : ['AMT-002'],
    );
  });

  test('care on the day of death is covered, the day after is not', () => {
    const cover = { ...coveredBy(yearFrom('2025-01-01', { to: '2025-05-10', ended: 'death' })), diedOn: '2025-05-10' };
    expect(open({}, cover).submit('C1', { on: '2025-05-10', lines: [line('CONS', 1000)] }).status).toBe('approved');
    expect(open({}, cover).submit('C1', { on: '2025-05-11', lines: [line('CONS', 1000)] }).reasons).toEqual([
      'ELG-008',
    ]);
  });

  test('a newborn declared too late is not covered before the declaration counts', () => {
    const cover = { ...coveredBy(yearFrom('2025-09-01')), undeclared: { from: '2025-06-10', to: '2025-08-31' } };
    expect(open({}, cover).submit('C1', { on: '2025-06-12', lines: [line('CONS', 3000)] })).toMatchObject({
      member: 3000,
      reasons: ['ELG-007'],
    });
  });
});

describe('waiting', () => {
  const fromJanuary = coveredBy(yearFrom('2025-01-01', { waitingFrom: '2025-01-01' }));
  const withFourSessions = (): ClaimsDesk => {
    const desk = open({}, fromJanuary);
    ['2025-03-01', '2025-04-01', '2025-05-01', '2025-06-01'].forEach((day, at) => desk.attest(`S${at}`, day));
    return desk;
  };

  test('nine calendar months before a delivery: the day before is refused', () =>
    expect(withFourSessions().submit('C1', { on: '2025-09-30', lines: [line('DELIV', 6000)] })).toMatchObject({
      scheme: 0,
      member: 6000,
      reasons: ['ELG-006'],
    }));

  test('nine calendar months before a delivery: the day itself is open', () =>
    expect(withFourSessions().submit('C1', { on: '2025-10-01', lines: [line('DELIV', 6000)] })).toMatchObject({
      scheme: 6000,
      member: 0,
      reasons: [],
    }));

  test('is per benefit: prevention is open on the first day', () =>
    expect(
      open({}, fromJanuary).submit('C1', { on: '2025-01-01', lines: [line('ANC', 500), line('CONS', 1000)] }),
    ).toMatchObject({
      status: 'approved',
      scheme: 500,
      member: 1000,
      reasons: ['ELG-006'],
    }));
});

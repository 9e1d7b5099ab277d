import { describe, expect, test } from '@jest/globals';
import { ClaimsDesk, line, open } from '../../../test/claims-desk.js';

describe('a delivery and its antenatal sessions', () => {
  const delivery = { on: '2025-11-15', lines: [line('DELIV', 6000)] };
  const withSessions = (...days: string[]): ClaimsDesk => {
    const desk = open();
    days.forEach((day, at) => desk.attest(`S${at}`, day));
    return desk;
  };
  const three = ['2025-04-10', '2025-06-05', '2025-08-07'];

  test('three are not enough', () =>
    expect(withSessions(...three).submit('C1', delivery)).toMatchObject({
      scheme: 0,
      member: 6000,
      reasons: ['CND-001'],
    }));
  test('one on the day of delivery does not count', () =>
    expect(withSessions(...three, '2025-11-15').submit('C1', delivery).reasons).toEqual(['CND-001']));
  test('one the day before does: four are enough', () =>
    expect(withSessions(...three, '2025-11-14').submit('C1', delivery)).toMatchObject({
      scheme: 6000,
      member: 0,
      reasons: [],
    }));
  test('two on one day are one', () =>
    expect(withSessions(...three, '2025-08-07').submit('C1', delivery).reasons).toEqual(['CND-001']));
  test.each([
    ['2025-01-19', 'approved'],
    ['2025-01-18', 'rejected'],
  ])('the window of 300 days: a session on %s', (day, status) =>
    expect(withSessions(...three, day).submit('C1', delivery).status).toBe(status),
  );

  test('accepted antenatal claims count like attestations', () => {
    const desk = withSessions('2025-04-10', '2025-06-05');
    desk.submit('A1', { on: '2025-08-07', lines: [line('ANC', 500)] });
    desk.submit('A2', { on: '2025-09-04', lines: [line('ANC', 500)] });
    expect(desk.submit('C1', delivery).scheme).toBe(6000);
  });

  test('a session recorded late opens the delivery that was refused for it', () => {
    const desk = withSessions(...three);
    desk.submit('C1', delivery);
    expect(desk.attest('late', '2025-10-02', '2025-12-20')).toBe('accepted');
    expect(desk.answer('C1')).toMatchObject({ status: 'approved', decision: 2, scheme: 6000 });
  });

  test('a late antenatal claim does so too, and its reversal takes it back', () => {
    const desk = withSessions(...three);
    desk.submit('C1', delivery);
    desk.submit('A1', { on: '2025-10-02', receivedOn: '2025-12-20', lines: [line('ANC', 500)] });
    expect(desk.answer('C1')).toMatchObject({ status: 'approved', decision: 2 });
    desk.reverse('A1', '2025-12-24');
    expect(desk.answer('C1')).toMatchObject({ status: 'rejected', decision: 3, reasons: ['CND-001'] });
  });
});

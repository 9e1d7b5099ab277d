import { describe, expect, test } from '@jest/globals';
import { ClaimsDesk, coveredBy, essentiel, yearFrom } from '../../test/claims-desk.js';
import { StreamsInMemory } from '../../test/streams-in-memory.js';
import { householdFold } from '../household/household.state.js';
import type { CoverSpan } from '../household/household.types.js';
import { lumpSumDecider, type RequestLumpSum } from './lump-sum.decider.js';
import { LumpSumReason } from './lump-sum.reasons.js';

const amounts = [{ belowMonths: 216, amount: 25_000 }, { amount: 50_000 }];
const funeral = essentiel({ lumpSums: [{ benefit: 'FUNERAL', withinDays: 60, amounts }] });

/** AWA, covered in 2025, died on 1 June. */
const opened = (
  bornOn: string | null = '1994-03-02',
  span: Partial<CoverSpan> = {},
  diedOn: string | null = '2025-06-01',
) => {
  const desk = new ClaimsDesk(funeral);
  desk.note('AWA', { ...coveredBy(yearFrom('2025-01-01', span)), diedOn });
  if (bornOn) desk.describe('AWA', { bornOn, sex: 'F', relation: 'policyholder' });
  const streams = new StreamsInMemory(() => undefined);
  // The desk seals as the log does; what is sealed is read again from its own events.
  streams.put('household', desk.eventsOf('household-H0'));
  return streams;
};
const asks = (streams: StreamsInMemory, change: Partial<RequestLumpSum> = {}): string => {
  const usual = { request: 'D1', scheme: 'A', household: 'H0', person: 'AWA', benefit: 'FUNERAL', payee: 'ISSA' };
  const dates = { happenedOn: '2025-06-01', requestedOn: '2025-06-10', recordedOn: '2025-06-10', package: funeral };
  return streams.joint(
    lumpSumDecider,
    { household: 'household' },
    { type: 'RequestLumpSum', ...usual, ...dates, ...change },
  );
};
const decided = (streams: StreamsInMemory, request = 'D1') => {
  const { status, amount, reason } = streams.state('household', householdFold).lumpSums?.get(request) ?? {};
  return [status, amount, reason];
};

describe('a sum promised at a death', () => {
  test.each([
    ['2007-06-01', 50_000],
    ['2007-06-02', 25_000],
  ])('is an adult’s from the eighteenth birthday: born %s', (bornOn, amount) => {
    const streams = opened(bornOn);
    asks(streams);
    expect(decided(streams)).toEqual(['approved', amount, null]);
  });
  test.each([
    ['2025-07-31', ['approved', 50_000, null]],
    ['2025-08-01', ['rejected', 0, 'CLM-002']],
  ])('may be asked for within sixty days, the last one inside: %s', (requestedOn, outcome) => {
    const streams = opened();
    asks(streams, { requestedOn, recordedOn: requestedOn });
    expect(decided(streams)).toEqual(outcome);
  });
  test('is paid once, whoever asks', () => {
    const streams = opened();
    asks(streams);
    expect(asks(streams, { request: 'D2', payee: 'FATOU' })).toBe('accepted');
    expect(decided(streams, 'D2')).toEqual(['rejected', 0, 'CLM-001']);
  });
  test('is still there after a request that was refused', () => {
    const streams = opened();
    asks(streams, { requestedOn: '2025-08-01', recordedOn: '2025-08-01' });
    asks(streams, { request: 'D2' });
    expect(decided(streams, 'D2')[0]).toBe('approved');
  });
  test('is none for who was suspended, or no longer covered', () => {
    const suspended = opened('1994-03-02', { suspensions: [{ from: '2025-05-01', until: null }] });
    asks(suspended);
    expect(decided(suspended)).toEqual(['rejected', 0, 'ELG-003']);
    const lapsed = opened('1994-03-02', { to: '2025-05-31', ended: 'lapsed' });
    asks(lapsed);
    expect(decided(lapsed)).toEqual(['rejected', 0, 'ELG-004']);
  });
  test('waits for no age that it does not depend on', () => {
    const streams = opened(null);
    expect(asks(streams)).toBe(LumpSumReason.ageUnknown);
    const flat = essentiel({ lumpSums: [{ benefit: 'FUNERAL', withinDays: 60, amounts: [{ amount: 7000 }] }] });
    expect(asks(streams, { package: flat })).toBe('accepted');
    expect(decided(streams)[1]).toBe(7000);
  });
  test('is too late before anything else is asked: neither cover nor age', () => {
    const late = { requestedOn: '2025-08-01', recordedOn: '2025-08-01' };
    const undescribed = opened(null);
    expect(asks(undescribed, late)).toBe('accepted');
    expect(decided(undescribed)).toEqual(['rejected', 0, 'CLM-002']);
    const suspended = opened('1994-03-02', { suspensions: [{ from: '2025-05-01', until: null }] });
    asks(suspended, late);
    expect(decided(suspended)).toEqual(['rejected', 0, 'CLM-002']);
    asks(suspended, { request: 'D2', requestedOn: '2025-07-31', recordedOn: '2025-07-31' });
    expect(decided(suspended, 'D2')).toEqual(['rejected', 0, 'ELG-003']);
  });
  test('is not paid to who has no cover, whatever their age: nobody is asked for it', () => {
    const streams = opened(null, { to: '2025-05-31', ended: 'lapsed' });
    expect(asks(streams)).toBe('accepted');
    expect(decided(streams)).toEqual(['rejected', 0, 'ELG-004']);
  });
  test('is dated in order', () => {
    expect(asks(opened(), { happenedOn: '2025-06-11' })).toBe(LumpSumReason.datedWrong);
    expect(asks(opened(), { recordedOn: '2025-06-09' })).toBe(LumpSumReason.datedWrong);
    expect(asks(opened(), { requestedOn: '2025-06-01', recordedOn: '2025-06-01' })).toBe('accepted');
  });
  test('is told once; its number stands for nothing else', () => {
    const streams = opened();
    asks(streams);
    expect(asks(streams)).toBe('nothingToDo');
    expect(asks(streams, { happenedOn: '2025-05-31' })).toBe(LumpSumReason.requestUsed);
  });
  test('is none where the package promises none, nor for whom nobody knows', () => {
    expect(asks(opened(), { benefit: 'BIRTH' })).toBe(LumpSumReason.notPromised);
    expect(asks(opened(), { package: null })).toBe(LumpSumReason.notPromised);
    expect(asks(opened(), { person: 'NOBODY' })).toBe(LumpSumReason.unknownPerson);
  });
  test('uses up no ceiling', () => {
    const streams = opened();
    asks(streams);
    expect(streams.state('household', householdFold).shelves.size).toBe(0);
  });
});

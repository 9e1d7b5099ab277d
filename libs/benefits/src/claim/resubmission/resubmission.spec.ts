import { describe, expect, test } from '@jest/globals';
import { type ClaimsDesk, line, open } from '../../../test/claims-desk.js';
import { ResubmissionReason } from './resubmission.reasons.js';

const limits = {
  lines: [
    { act: 'CONS', rate_bps: 8000, limits: { number: 1 } },
    { act: 'DRUG', rate_bps: 8000 },
  ],
};
const answering = (claim: string, decidedOn = '2025-05-02', filedInTime = true) => ({
  resubmits: { claim, decidedOn, filedInTime },
});
/** C1 pays a visit and refuses an unknown act. */
const partlyRefused = (change: object = {}): ClaimsDesk => {
  const desk = open({ ...limits, ...change });
  desk.submit('C1', { on: '2025-05-02', lines: [line('CONS', 1000), line('XYZ', 500)] });
  return desk;
};
const corrected = { on: '2025-05-02', receivedOn: '2025-05-10', lines: [line('DRUG', 500, { item: 'AMOX' })] };

describe('a corrected claim', () => {
  test('is decided for itself, and both name each other', () => {
    const desk = partlyRefused();
    const answer = desk.submit('C2', { ...corrected, ...answering('C1') });
    expect(answer).toMatchObject({ status: 'approved', scheme: 400, decision: 1, resubmits: 'C1' });
    expect(desk.answer('C1')).toMatchObject({ status: 'approved', scheme: 800, decision: 1, resubmittedAs: 'C2' });
  });
  test('is paid nothing that the first one paid', () => {
    const desk = partlyRefused();
    const again = { ...corrected, lines: [line('CONS', 1000), ...corrected.lines], ...answering('C1') };
    expect(desk.submit('C2', again).lines).toMatchObject([{ reasons: ['CLM-001'] }, { status: 'approved' }]);
  });
  test('may come once; the next corrects the last', () => {
    const desk = partlyRefused();
    desk.submit('C2', { ...corrected, lines: [line('XYZ', 400)], ...answering('C1') });
    expect(desk.tryToSubmit('C3', { ...corrected, ...answering('C1') })).toBe(ResubmissionReason.alreadyResubmitted);
    expect(desk.tryToSubmit('C3', { ...corrected, ...answering('C2') })).toBe('accepted');
  });
  test('told again is answered as it stands', () => {
    const desk = partlyRefused();
    desk.submit('C2', { ...corrected, ...answering('C1') });
    expect(desk.tryToSubmit('C2', { ...corrected, ...answering('C1') })).toBe('nothingToDo');
    expect(desk.tryToSubmit('C2', { ...corrected, ...answering('C9') })).toBe('benefits.claim.already_submitted');
  });
  test('takes the place of an annulled claim too, of a paid one not', () => {
    const desk = open(limits);
    desk.submit('C1', { on: '2025-05-02', lines: [line('CONS', 1000)] });
    expect(desk.tryToSubmit('C2', { ...corrected, ...answering('C1') })).toBe(ResubmissionReason.notRefused);
    desk.reverse('C1', '2025-05-05');
    expect(desk.tryToSubmit('C2', { ...corrected, ...answering('C1') })).toBe('accepted');
  });
  test.each([
    ['unknown', answering('C9')],
    ['another provider’s', { ...answering('C1'), provider: 'HD-1' }],
    ['somebody else’s', { ...answering('C1'), person: 'ISSA' }],
  ])('of a claim that is %s is refused', (_, more) => {
    const desk = partlyRefused();
    desk.note('ISSA', { diedOn: null, undeclared: null, spans: [] });
    expect(desk.tryToSubmit('C2', { ...corrected, ...more })).toBe(ResubmissionReason.unknownClaim);
  });
});

describe('after the filing deadline', () => {
  const late = (receivedOn: string, change: object, asked = answering('C1', '2025-09-01')) =>
    partlyRefused(change).submit('C2', { ...corrected, receivedOn, ...asked }).reasons;

  test.each([
    ['2025-10-01', ['AMT-002']],
    ['2025-10-02', ['CLM-002']],
  ])('it has thirty days from the refusal, the last one inside: %s', (receivedOn, reasons) =>
    expect(late(receivedOn, { resubmissionDays: 30 })).toEqual(reasons),
  );
  test('it has none where the package gives none', () => expect(late('2025-09-02', {})).toEqual(['CLM-002']));
  test('it has none where the first came too late itself', () =>
    expect(late('2025-09-02', { resubmissionDays: 30 }, answering('C1', '2025-09-01', false))).toEqual(['CLM-002']));
});

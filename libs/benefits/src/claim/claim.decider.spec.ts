import { describe, expect, test } from '@jest/globals';
import { ClaimsDesk, coveredBy, essentiel, line, open, yearFrom } from '../../test/claims-desk.js';

describe('the same again', () => {
  const asked = { on: '2025-05-02', lines: [line('CONS', 1000)] };

  test('the same claim is answered as before and recorded once', () => {
    const desk = open();
    desk.submit('C1', asked);
    const before = desk.log.length;
    expect(desk.tryToSubmit('C1', asked)).toBe('nothingToDo');
    expect(desk.log).toHaveLength(before);
  });

  test('another claim under the same id is turned away', () => {
    const desk = open();
    desk.submit('C1', asked);
    expect(desk.tryToSubmit('C1', { ...asked, lines: [line('CONS', 900)] })).toBe('benefits.claim.already_submitted');
  });

  test('one act, one day, one provider: the second claim is a duplicate and names the first', () => {
    const desk = open();
    desk.submit('C1', asked);
    expect(desk.submit('C2', asked)).toMatchObject({
      status: 'rejected',
      allowed: 0,
      writeOff: 1000,
      memberPays: 0,
      reasons: ['CLM-001'],
    });
    const known = desk.claim('C2');
    expect(known.status !== 'none' && known.decision?.trace?.lines[0]?.trace[0]).toMatchObject({
      step: 'duplicate',
      evidence: ['C1'],
    });
  });

  test('two acts of a day, or twins, are no duplicates', () => {
    const desk = open();
    desk.note('BINTA', coveredBy(yearFrom('2025-01-01')));
    desk.submit('C1', asked);
    expect(desk.submit('C2', { ...asked, lines: [line('IMG', 1000)] }).status).toBe('approved');
    expect(desk.submit('C3', { ...asked, person: 'BINTA' }).status).toBe('approved');
  });

  test('what was rejected or reversed may be claimed again', () => {
    const desk = open();
    desk.submit('C1', asked);
    desk.reverse('C1', '2025-05-10');
    expect(desk.submit('C2', asked).status).toBe('approved');
  });
});

describe('someone nobody knows', () => {
  test('is refused, and decided again once cover is noted, in the order the claims came', () => {
    const desk = new ClaimsDesk(essentiel({ ceilings: { person: 1000, household: null, categories: {} } }));
    expect(desk.submit('C2', { on: '2025-04-15', lines: [line('CONS', 1000)] })).toMatchObject({
      status: 'rejected',
      member: 1000,
      reasons: ['ELG-001'],
    });
    desk.submit('C1', { on: '2025-04-14', lines: [line('CONS', 1000)] });
    desk.note('AWA', coveredBy(yearFrom('2025-04-01', { waitingWaived: true })));
    expect(desk.answer('C2')).toMatchObject({ status: 'approved', decision: 2, scheme: 800 });
    expect(desk.answer('C1')).toMatchObject({ status: 'approved', decision: 2, scheme: 200 });
  });
});

describe('reversal', () => {
  test('restores ceilings, and pays what had been cut for them', () => {
    const desk = open({ ceilings: { person: 8000, household: null, categories: {} } });
    desk.submit('C1', { on: '2025-05-01', lines: [line('CONS', 8000)] });
    desk.submit('C2', { on: '2025-05-02', lines: [line('CONS', 5000)] });
    expect(desk.answer('C2').scheme).toBe(1600);
    desk.markRemitted('C1', 'R5', 6400, '2025-05-31');
    expect(desk.reverse('C1', '2025-06-12')).toBe('accepted');
    expect(desk.answer('C1')).toMatchObject({ status: 'reversed', scheme: 0, reasons: ['ADJ-001'] });
    expect(desk.answer('C2')).toMatchObject({ scheme: 4000, decision: 2 });
  });

  test('is done once; a rejected claim has nothing to reverse', () => {
    const desk = open();
    desk.submit('C1', { on: '2025-05-01', lines: [line('CONS', 1000)] });
    desk.reverse('C1', '2025-06-12');
    expect(desk.reverse('C1', '2025-06-12')).toBe('nothingToDo');
    desk.submit('C2', { on: '2024-05-01', lines: [line('CONS', 1000)] });
    expect(desk.reverse('C2', '2025-06-12')).toBe('benefits.claim.nothing_to_reverse');
    expect(desk.reverse('C9', '2025-06-12')).toBe('benefits.claim.not_found');
  });
});

describe('deciding again', () => {
  test('records nothing when it says the same', () => {
    const desk = open();
    desk.submit('C1', { on: '2025-05-01', lines: [line('CONS', 1000)] });
    expect(desk.readjudicate('C1')).toBe('nothingToDo');
  });

  test('an older telling of cover changes nothing', () => {
    const desk = open();
    desk.note('AWA', coveredBy(), 1_000);
    const before = desk.log.length;
    desk.note('AWA', coveredBy(yearFrom('2025-01-01')), 999);
    expect(desk.log).toHaveLength(before);
  });

  test('a rejection for another reason is a new decision too', () => {
    const desk = open({}, coveredBy());
    expect(desk.submit('C1', { on: '2025-05-01', lines: [line('CONS', 1000)] }).reasons).toEqual(['ELG-002']);
    desk.note('AWA', coveredBy(yearFrom('2024-01-01', { ended: 'lapsed' })));
    expect(desk.answer('C1')).toMatchObject({ decision: 2, reasons: ['ELG-004'] });
  });
});

test('nothing in the clear tells what was treated', () => {
  const desk = open();
  desk.submit('C1', {
    on: '2025-05-01',
    lines: [line('CONS', 1000), line('IMG', 5000), line('DRUG', 900, { item: 'AMOX' })],
  });
  desk.attest('S1', '2025-04-01');
  const clear = JSON.stringify(
    desk.log.filter(({ type }) => !/Tariff|Package|Provider/.test(type)).map(({ data }) => data),
  );
  expect(clear).not.toMatch(/"(CONS|IMG|IMAGING|DRUG|AMOX|ANC|AMT-002)"/);
});

import { describe, expect, test } from '@jest/globals';
import { addDays } from '#kernel';
import { coveredBy, line, open, type ReviewAsked, yearFrom } from '../../../test/claims-desk.js';
import type { Ruling } from '../claim.types.js';

const asks: ReviewAsked = {
  type: 'OpenReview',
  because: 'requested',
  note: 'quantité inhabituelle',
  actor: 'manager',
  on: '2025-05-10',
};
const rules = (...rulings: Ruling[]): ReviewAsked => ({
  type: 'DecideReview',
  reason: '',
  rulings,
  actor: 'doctor',
  on: '2025-05-12',
});
const reject = (number: number): Ruling => ({ line: number, ruling: 'reject', note: 'acte non justifié' });
const appeals = (on: string, decidedOn = '2025-05-02'): ReviewAsked => ({
  type: 'AppealClaim',
  grounds: 'erreur',
  actor: 'member-desk',
  on,
  decidedOn,
  recordedOn: '2025-12-31',
  appealDays: 30,
});
const decides = (outcome: 'accepted' | 'rejected', rulings: Ruling[] = [], actor = 'manager'): ReviewAsked => ({
  type: 'DecideAppeal',
  outcome,
  reason: 'vu',
  rulings,
  actor,
  on: '2025-05-20',
});

const reviewed = () => {
  const desk = open();
  desk.submit('C1', { on: '2025-05-02', lines: [line('CONS', 1000), line('IMG', 5000)] });
  desk.onReview('C1', asks);
  return desk;
};

describe('a medical review', () => {
  test('is decided by a person who neither entered the claim nor asked for the review', () => {
    const desk = reviewed();
    expect(desk.answer('C1')).toMatchObject({ review: 'open', scheme: 4800 });
    for (const actor of ['clerk', 'manager'])
      expect(desk.onReview('C1', { ...rules(), actor } as ReviewAsked)).toBe('benefits.review.same_person');
    expect(desk.onReview('C1', rules())).toBe('accepted');
    expect(desk.answer('C1')).toMatchObject({ review: 'decided', decision: 1, scheme: 4800 });
  });

  test('refuses one line and leaves the others; a later decision does not forget it', () => {
    const desk = reviewed();
    desk.onReview('C1', rules(reject(2)));
    expect(desk.answer('C1')).toMatchObject({
      decision: 2,
      scheme: 800,
      member: 5200,
      reasons: ['AMT-002', 'MED-001'],
    });
    expect(desk.readjudicate('C1')).toBe('nothingToDo');
    desk.note('AWA', coveredBy(yearFrom('2025-01-01', { waitingFrom: '2025-04-01' })));
    expect(desk.answer('C1')).toMatchObject({ decision: 3, scheme: 0 });
    desk.note('AWA', coveredBy(yearFrom('2025-01-01')));
    expect(desk.answer('C1')).toMatchObject({ decision: 4, scheme: 800 });
  });

  test('uses up no more of the ceilings than it leaves to be paid', () => {
    const desk = open({ ceilings: { person: 5000, household: null, categories: {} } });
    desk.submit('C1', { on: '2025-05-02', lines: [line('CONS', 5000)] });
    desk.submit('C2', { on: '2025-05-03', lines: [line('IMG', 5000)] });
    expect(desk.answer('C2').scheme).toBe(1000);
    desk.onReview('C1', asks);
    desk.onReview('C1', rules({ line: 1, ruling: 'reduce', to: 2500, note: 'tarif' }));
    expect(desk.answer('C1')).toMatchObject({ scheme: 2000, writeOff: 2500, member: 500 });
    expect(desk.answer('C2')).toMatchObject({ decision: 2, scheme: 3000 });
  });

  test.each([
    [5000, 4000, 0],
    [4999, 3999, 1],
  ])('a line of 5 000 recognised for %d costs the scheme %d and writes off %d', (to, scheme, writeOff) => {
    const desk = open();
    desk.submit('C1', { on: '2025-05-02', lines: [line('IMG', 5000)] });
    desk.onReview('C1', asks);
    desk.onReview('C1', rules({ line: 1, ruling: 'reduce', to, note: 'tarif' }));
    expect(desk.answer('C1')).toMatchObject({ scheme, writeOff });
  });

  test('pays as an exception what a condition refuses, up to its cap, and keeps the reason of the refusal', () => {
    for (const [to, scheme] of [
      [6000, 6000],
      [5999, 5999],
    ] as const) {
      const desk = open();
      desk.submit('C1', { on: '2025-11-15', lines: [line('DELIV', 6000)] });
      expect(desk.answer('C1').reasons).toEqual(['CND-001']);
      desk.onReview('C1', asks);
      expect(desk.onReview('C1', rules({ line: 1, ruling: 'exception', to, note: 'cas par cas' }))).toBe('accepted');
      expect(desk.answer('C1')).toMatchObject({
        status: 'approved',
        scheme,
        member: 6000 - scheme,
        reasons: ['CND-001', 'MED-001'],
      });
    }
  });

  test('makes no exception for someone who was not covered', () => {
    const desk = open();
    desk.submit('C1', { on: '2024-11-15', lines: [line('CONS', 1000)] });
    desk.onReview('C1', asks);
    expect(desk.onReview('C1', rules({ line: 1, ruling: 'exception', note: '' }))).toBe('benefits.review.no_exception');
  });

  test('is turned away when it names no line of the claim, one twice, or an amount in the wrong place', () => {
    const desk = reviewed();
    expect(desk.onReview('C1', rules(reject(3)))).toBe('benefits.review.line_unknown');
    expect(desk.onReview('C1', rules(reject(2), reject(2)))).toBe('benefits.review.line_unknown');
    expect(desk.onReview('C1', rules({ ...reject(2), to: 5 }))).toBe('benefits.review.amount_misplaced');
    expect(desk.onReview('C1', rules({ line: 1, ruling: 'reduce', note: '' }))).toBe(
      'benefits.review.amount_misplaced',
    );
    expect(desk.onReview('C1', rules(reject(2)))).toBe('accepted');
    expect(desk.onReview('C1', rules(reject(2)))).toBe('benefits.review.not_open');
  });

  test('is open once, may be given to somebody, and ends with the claim', () => {
    const desk = reviewed();
    expect(desk.onReview('C1', asks)).toBe('benefits.review.already_open');
    const assign: ReviewAsked = { type: 'AssignReview', to: 'doctor', actor: 'manager', on: '2025-05-11' };
    expect([desk.onReview('C1', assign), desk.onReview('C1', assign)]).toEqual(['accepted', 'nothingToDo']);
    desk.reverse('C1', '2025-05-12');
    expect(desk.onReview('C1', rules())).toBe('benefits.review.not_open');
    expect(desk.onReview('C1', asks)).toBe('benefits.review.not_reviewable');
  });
});

describe('an appeal', () => {
  test.each([
    ['2025-05-01', 'benefits.appeal.dated_wrong'],
    ['2025-05-02', 'accepted'],
    [addDays('2025-05-02', 30), 'accepted'],
    [addDays('2025-05-02', 31), 'benefits.appeal.too_late'],
  ])('filed on %s against a decision of 2 May: %s', (on, told) => {
    expect(reviewed().onReview('C1', appeals(on))).toBe(told);
  });

  test('is decided by whoever neither filed, entered nor ruled; accepted, it makes a new decision', () => {
    const desk = reviewed();
    desk.onReview('C1', rules(reject(2)));
    desk.onReview('C1', appeals('2025-05-15'));
    expect(desk.onReview('C1', appeals('2025-05-15'))).toBe('benefits.appeal.already_open');
    for (const actor of ['member-desk', 'clerk', 'doctor'])
      expect(desk.onReview('C1', decides('accepted', [], actor))).toBe('benefits.review.same_person');
    const accept: Ruling = { line: 2, ruling: 'accept', note: 'radiographie justifiée' };
    expect(desk.onReview('C1', decides('accepted', [accept]))).toBe('accepted');
    expect(desk.answer('C1')).toMatchObject({ appeal: 'accepted', decision: 3, scheme: 4800 });
  });

  test('rejected, it changes nothing, whatever was ruled with it', () => {
    const desk = reviewed();
    desk.onReview('C1', appeals('2025-05-15'));
    desk.onReview('C1', decides('rejected', [reject(1)]));
    expect(desk.answer('C1')).toMatchObject({ appeal: 'rejected', decision: 1, scheme: 4800 });
    expect(desk.readjudicate('C1')).toBe('nothingToDo');
    expect(desk.onReview('C1', decides('accepted'))).toBe('benefits.appeal.not_open');
  });
});

describe('what a member says of the care', () => {
  const says = (change: object): ReviewAsked => ({
    type: 'RecordFeedback',
    feedback: 'F1',
    careReceived: true,
    paid: null,
    satisfaction: null,
    words: '',
    actor: 'clerk',
    on: '2025-05-09',
    recordedOn: '2025-05-10',
    ...change,
  });
  const claimed = () => {
    const desk = open();
    desk.submit('C1', { on: '2025-05-02', lines: [line('CONS', 1000)] });
    return desk;
  };

  test.each([
    [{}, undefined],
    [{ paid: 200 }, undefined],
    [{ paid: 201 }, 'open'],
    [{ careReceived: false }, 'open'],
  ])('%j makes the review %s', (told, review) => {
    const desk = claimed();
    expect(desk.onReview('C1', says(told))).toBe('accepted');
    expect(desk.answer('C1').review).toBe(review);
    expect(desk.onReview('C1', says(told))).toBe('nothingToDo');
  });

  test('comes after the care and not from the future', () => {
    expect(claimed().onReview('C1', says({ on: '2025-05-01' }))).toBe('benefits.feedback.dated_wrong');
    expect(claimed().onReview('C1', says({ on: '2025-05-02' }))).toBe('accepted');
    expect(claimed().onReview('C1', says({ on: '2025-05-11' }))).toBe('benefits.feedback.dated_wrong');
  });
});

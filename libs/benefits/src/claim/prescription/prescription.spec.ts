import { describe, expect, test } from '@jest/globals';
import { type ClaimsDesk, essentiel, line, open } from '../../../test/claims-desk.js';
import { flagsOf, noteOf } from './prescription-control.js';

const prescription = { acts: ['DRUG'], generics: [{ item: 'AMOX', most: 21 }, { item: 'PARA' }], mostMedicines: 2 };
const flags = (...lines: ReturnType<typeof line>[]) => flagsOf({ lines }, essentiel({ prescription }));
const drug = (item: string, quantity = 1) => line('DRUG', 100, { item, quantity });

describe('a prescription is looked at', () => {
  test.each([
    [21, []],
    [22, [{ line: 1, flag: 'quantity' }]],
  ])('for more units than a treatment takes: %d of 21', (quantity, found) =>
    expect(flags(drug('AMOX', quantity))).toEqual(found),
  );
  test('for what is not on the list, with or without a name', () =>
    expect(flags(drug('CLAMOX'), line('DRUG', 100), drug('PARA', 1000))).toEqual([
      { line: 1, flag: 'offList' },
      { line: 2, flag: 'offList' },
      { line: 3, flag: 'tooMany' },
    ]));
  test('for the third medicine of two; other acts are none', () => {
    expect(flags(line('CONS', 1000), drug('AMOX'), line('IMG', 1), drug('PARA'))).toEqual([]);
    expect(flags(line('CONS', 1000), drug('AMOX'), drug('PARA'), drug('PARA'))).toEqual([{ line: 4, flag: 'tooMany' }]);
  });
  test('only where the package says so', () => {
    expect(flagsOf({ lines: [drug('CLAMOX')] }, essentiel())).toEqual([]);
    expect(flagsOf({ lines: [drug('CLAMOX')] }, undefined)).toEqual([]);
    const many = { acts: ['DRUG'], generics: [{ item: 'PARA' }] };
    expect(
      flagsOf({ lines: Array.from({ length: 9 }, () => drug('PARA')) }, essentiel({ prescription: many })),
    ).toEqual([]);
  });
  test('in words', () =>
    expect(
      noteOf([
        { line: 2, flag: 'offList' },
        { line: 3, flag: 'quantity' },
      ]),
    ).toBe(
      'hors liste des génériques / not on the list of generics (ligne 2) ; quantité au-delà du traitement / more than a treatment takes (ligne 3)',
    ));
});

describe('a claim with such a prescription', () => {
  const submitted = (item: string, change: object = {}): ClaimsDesk => {
    const desk = open({ prescription, ...change });
    desk.submit('C1', { on: '2025-05-02', lines: [line('DRUG', 1000, { item })] });
    return desk;
  };
  test('is decided as calculated, and waits for a second person before it is paid', () => {
    const desk = submitted('CLAMOX');
    expect(desk.answer('C1')).toMatchObject({ status: 'approved', scheme: 800, review: 'open' });
    const opened = desk.eventsOf('claim-C1').at(-1);
    expect(opened).toMatchObject({
      type: 'benefits.ClaimReviewOpened',
      data: { because: 'flagged', review: 1, openedBy: 'package', openedOn: '2025-05-02', amount: 800 },
    });
  });
  test('is cleared by who looks at it', () => {
    const desk = submitted('CLAMOX');
    const cleared = {
      type: 'DecideReview',
      rulings: [],
      reason: 'ordonnance vue',
      actor: 'doctor',
      on: '2025-05-03',
    } as const;
    expect(desk.onReview('C1', cleared)).toBe('accepted');
    expect(desk.answer('C1')).toMatchObject({ scheme: 800, review: 'decided' });
  });
  test('is not looked at when it fits, or when nothing of it is paid', () => {
    expect(submitted('PARA').answer('C1').review).toBeUndefined();
    const refused = submitted('CLAMOX', { lines: [{ act: 'CONS', rate_bps: 8000 }] }).answer('C1');
    expect([refused.status, refused.review]).toEqual(['rejected', undefined]);
  });
});

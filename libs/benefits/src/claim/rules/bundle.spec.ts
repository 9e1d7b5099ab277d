import { describe, expect, test } from '@jest/globals';
import { ClaimsDesk, coveredBy, essentiel, line, price, yearFrom } from '../../../test/claims-desk.js';

const components = ['PRE', 'KIT', 'POST'];
const bundle = { kind: 'bundle' as const, components, windowDays: 5 };

const desk = (): ClaimsDesk => {
  const lines = [{ acts: components, rate_bps: 10_000, prevention: true, conditions: [bundle] }];
  const prices = components.map(act => price(act, 2000));
  const counter = new ClaimsDesk(essentiel({ lines }), prices);
  for (const person of ['AWA', 'ISSA']) counter.note(person, coveredBy(yearFrom('2025-01-01')));
  return counter;
};

const begun = { on: '2025-05-10', lines: [line('PRE', 300), line('KIT', 1200)] };
const rest = (on: string) => ({ on, lines: [line('POST', 500)] });

describe('a bundle that comes on two claims', () => {
  test('is paid when the second brings the rest, though the first was not paid yet', () => {
    const counter = desk();
    expect(counter.submit('C1', begun)).toMatchObject({ status: 'pended', reasons: ['CND-003'] });
    expect(counter.submit('C2', rest('2025-05-15'))).toMatchObject({ status: 'approved', scheme: 500, member: 0 });
    expect(counter.answer('C1')).toMatchObject({ status: 'approved', scheme: 1500, member: 0, decision: 2 });
  });

  test('waits when the rest came a day beyond the window', () => {
    const counter = desk();
    counter.submit('C1', begun);
    expect(counter.submit('C2', rest('2025-05-16'))).toMatchObject({ status: 'pended', reasons: ['CND-003'] });
    expect(counter.answer('C1')).toMatchObject({ status: 'pended', decision: 1 });
  });

  test('waits again when the claim with the rest is reversed', () => {
    const counter = desk();
    counter.submit('C1', begun);
    counter.submit('C2', rest('2025-05-12'));
    counter.reverse('C2', '2025-06-01');
    expect(counter.answer('C1')).toMatchObject({ status: 'pended', decision: 3, scheme: 0 });
  });

  test('comes in three claims as well, in any order', () => {
    const counter = desk();
    for (const [at, act] of ['POST', 'PRE', 'KIT'].entries())
      counter.submit(`C${at}`, { on: `2025-05-1${at}`, lines: [line(act, 500)] });
    for (const at of [0, 1, 2]) expect(counter.answer(`C${at}`)).toMatchObject({ status: 'approved', member: 0 });
  });

  test('comes to rest where one of the two then waits for its guarantee letter', () => {
    const lines = [
      {
        acts: ['PRE', 'KIT'],
        rate_bps: 10_000,
        letter: true,
        conditions: [{ ...bundle, components: ['PRE', 'POST'] }],
      },
      { acts: ['POST', 'CHECK'], rate_bps: 10_000, conditions: [{ ...bundle, components: ['PRE', 'POST'] }] },
    ];
    const acts = [...components, 'CHECK'];
    const counter = new ClaimsDesk(
      essentiel({ lines }),
      acts.map(act => price(act, 2000)),
    );
    counter.note('AWA', coveredBy(yearFrom('2025-01-01')));
    counter.submit('C1', { on: '2025-05-10', lines: [line('PRE', 300)] });
    expect(counter.answer('C1').reasons).toEqual(['CND-003']);
    const second = counter.submit('C2', { on: '2025-05-10', lines: [line('POST', 500), line('CHECK', 500)] });
    expect(second).toMatchObject({ status: 'approved', decision: 1 });
    expect(counter.answer('C1')).toMatchObject({ status: 'pended', decision: 2 });
    expect(counter.answer('C1').reasons).not.toContain('CND-003');
    expect(counter.answer('C2')).toMatchObject({ status: 'approved', decision: 1 });
  });

  test('is another for another person', () => {
    const counter = desk();
    counter.submit('C1', begun);
    expect(counter.submit('C2', { ...rest('2025-05-12'), person: 'ISSA' }).status).toBe('pended');
    expect(counter.answer('C1').status).toBe('pended');
  });
});

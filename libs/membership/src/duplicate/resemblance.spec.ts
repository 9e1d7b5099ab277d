import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Described, leastNameRatio, leastScore, mayResemble, nameRatio, resemblance } from './resemblance.rule.js';
import { asHeard } from './spelling.rule.js';

const awa: Described = { name: 'Ouédraogo Awa', sex: 'F', birthDate: '1988-04-02', village: 'Zabré' };
const with_ = (changes: Partial<Described>): Described => ({ ...awa, ...changes });
const scored = (changes: Partial<Described>) => resemblance(awa, with_(changes)).score;

describe('a name', () => {
  test.each([
    ['Ouédraogo', 'WEDRAOGO'],
    ['Souleymane', 'Suleiman'],
    ['Fatoumata', 'Fatumata'],
    ['Cissé', 'Cise'],
    ['El Hadj Moussa', 'Musa'],
    ['Diallo', 'Djalo'],
    ['Aïcha', 'Aicha'],
    ['N’Diaye', "N'Diaye"],
    ['Koné', 'Kone'],
    ['Zongo', 'Songo'],
  ])('%s sounds as %s', (one, other) => expect(asHeard(one)).toBe(asHeard(other)));

  test.each([
    ['Awa', 'Hawa Traoré'],
    ['Ouédraogo', 'Sawadogo'],
    ['Salif', 'Salifou'],
    ['Mariam', 'Aminata'],
  ])('%s does not sound as %s', (one, other) => expect(asHeard(one)).not.toBe(asHeard(other)));

  test('counts in any order of its words; a second name that one register lacks costs a little', () => {
    expect(nameRatio('Ouédraogo Awa', 'AWA OUEDRAOGO')).toBe(100);
    expect(nameRatio('Ouédraogo Awa', 'Ouédraogo Awa Mariam')).toBe(95);
    expect(nameRatio('Awa', 'Ouédraogo Awa')).toBeLessThan(leastNameRatio);
  });

  test('of nothing but signs is like no other', () => expect(nameRatio('---', '---')).toBe(0));
});

describe('two persons', () => {
  test('with the same name and day of birth are as alike as can be', () =>
    expect(resemblance(awa, with_({ name: 'awa WEDRAOGO' }))).toEqual({
      score: 100,
      because: ['sameName', 'sameBirthDate', 'sameVillage'],
    }));

  test.each([
    ['another village', { village: 'Garango' }, 90, ['sameName', 'sameBirthDate']],
    ['day and month swapped', { birthDate: '1988-02-04' }, 95, ['sameName', 'dayAndMonthSwapped', 'sameVillage']],
    ['only a year', { birthDate: '1988-01-01' }, 90, ['sameName', 'birthYearOnly', 'sameVillage']],
    ['another day of the year', { birthDate: '1988-09-17' }, 83, ['sameName', 'birthYearClose', 'sameVillage']],
    ['a guessed year, one off', { birthDate: '1989-01-01' }, 83, ['sameName', 'birthYearClose', 'sameVillage']],
    ['another sex', { sex: 'M' }, 80, ['sameName', 'sameBirthDate', 'otherSex', 'sameVillage']],
  ] as const)('%s', (_, changes, score, because) => {
    expect(resemblance(awa, with_(changes))).toEqual({ score, because });
    expect(score).toBeGreaterThanOrEqual(leastScore);
  });

  test('with a guessed year two years off may be one, three are too many', () => {
    expect(scored({ birthDate: '1990-01-01' })).toBe(83);
    expect(scored({ birthDate: '1991-01-01' })).toBe(0);
    expect(scored({ birthDate: '1986-12-31' })).toBe(83);
    expect(scored({ birthDate: '1985-12-31' })).toBe(0);
  });

  test('whose days are both known and of two years are two', () => expect(scored({ birthDate: '1989-04-02' })).toBe(0));

  test('of one name and year are not shown without another likeness: the village makes the difference', () => {
    expect(scored({ birthDate: '1988-09-17', village: 'Garango' })).toBe(73);
    expect(scored({ birthDate: '1988-09-17' })).toBeGreaterThanOrEqual(leastScore);
  });

  test('whose names are not alike are not compared further', () =>
    expect(scored({ name: 'Sawadogo Rasmané' })).toBe(0));

  test('are as alike one way round as the other, and in points of a hundred', () => {
    const word = fc.constantFrom('Ouédraogo', 'Wedraogo', 'Awa', 'Hawa', 'Diallo', 'Jallow', 'Issa', 'Salif', 'Bâ');
    const person: fc.Arbitrary<Described> = fc.record({
      name: fc.array(word, { minLength: 1, maxLength: 3 }).map(words => words.join(' ')),
      sex: fc.constantFrom('F' as const, 'M' as const),
      birthDate: fc.constantFrom('1988-04-02', '1988-02-04', '1988-01-01', '1989-01-01', '1991-12-31'),
      village: fc.constantFrom('Zabré', 'Garango'),
    });
    fc.assert(
      fc.property(person, person, (one, other) => {
        const { score } = resemblance(one, other);
        expect(score).toBe(resemblance(other, one).score);
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
        // What is not even near in years is never alike: names need not be opened for it.
        if (!mayResemble(one.birthDate, other.birthDate)) expect(score).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import { bandOf, bands } from './band.js';

describe('the band of a person', () => {
  test.each([
    ['F', '2020-03-10', '2025-03-09', 'b1'],
    ['F', '2020-03-10', '2025-03-10', 'b2'],
    ['F', '1975-03-10', '2025-03-09', 'b4'],
    ['F', '1975-03-10', '2025-03-10', 'b5'],
    ['M', '2020-03-10', '2025-03-09', 'b7'],
    ['M', '1965-03-10', '2025-03-10', 'b12'],
    ['M', '1900-01-01', '2025-03-10', 'b12'],
    ['M', '2025-03-11', '2025-03-10', 'b7'],
  ] as const)('%s born on %s, on %s: %s', (sex, bornOn, on, band) => expect(bandOf(sex, bornOn, on)).toBe(band));

  test('every code has one meaning, and ages follow each other without a gap', () => {
    expect(new Set(bands.map(({ band }) => band)).size).toBe(12);
    for (const sex of ['F', 'M'])
      bands
        .filter(each => each.sex === sex)
        .forEach(({ below }, at, own) => expect(below).toBe(own[at + 1]?.from ?? null));
  });
});

import { describe, expect, test } from '@jest/globals';
import { seal } from '#kernel';
import { bandsOf } from './bands.js';
import type { Identities } from './household.events.js';

const identities = (...born: readonly (readonly ['F' | 'M', string])[]): Identities =>
  Object.fromEntries(
    born.map(([sex, birthDate], at) => {
      const person = `P${at}`;
      return [person, seal(person, 'identity', { name: 'Zoungrana', sex, birthDate })];
    }),
  );

describe('who joins is told by bands', () => {
  test('how many of each, in order, on the day they join', () => {
    const four = identities(['M', '1988-01-01'], ['F', '2020-03-06'], ['F', '2020-03-05'], ['M', '1990-01-01']);
    expect(bandsOf(four, '2025-03-05')).toEqual({
      bands: [
        { band: 'b1', persons: 1 },
        { band: 'b2', persons: 1 },
        { band: 'b10', persons: 2 },
      ],
    });
  });

  test('no name, no birth date, no number', () =>
    expect(JSON.stringify(bandsOf(identities(['F', '1990-01-01']), '2025-03-05'))).not.toMatch(/P0|Zoungrana|1990/));

  test('nothing of whom no key opens', () => {
    const forgotten = { P0: { subject: 'P0', class: 'identity' as const } };
    expect(bandsOf(forgotten, '2025-03-05')).toEqual({});
  });
});

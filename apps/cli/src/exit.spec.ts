import { expect, test } from '@jest/globals';
import { failureOf } from './exit.js';

test('a failure is told with all that led to it', () => {
  const full = new Error('no connection is left');
  const told = failureOf(
    new Error('the log cannot be read now', { cause: new Error('asked in vain', { cause: full }) }),
  );
  expect(told).toMatch(
    /the log cannot be read now[^]*cause: Error: asked in vain[^]*cause: Error: no connection is left/,
  );
});

test('what is no error is told as it is', () => expect(failureOf('so')).toBe('so'));

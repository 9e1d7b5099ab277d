import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mostAttempts, nextAttempt, pauses_s } from './retry.rule.js';

const at = '2026-05-01T08:00:00.000Z';
const plain = { status: 500, retryAfter_s: null };
const after = (attempts: number, outcome: { status: number | null; retryAfter_s: number | null } = plain, jitter = 0) =>
  nextAttempt(attempts, outcome, at, jitter);

test('seconds first, then hours, and after three days no more', () => {
  expect(after(1)).toBe('2026-05-01T08:00:05.000Z');
  expect(after(2)).toBe('2026-05-01T08:05:00.000Z');
  expect(after(mostAttempts - 1)).toBe('2026-05-02T08:00:00.000Z');
  expect(after(mostAttempts)).toBeUndefined();
  expect(pauses_s.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThanOrEqual(3 * 86_400);
});

test('chance adds up to a tenth', () => {
  expect(after(2, plain, 0)).toBe('2026-05-01T08:05:00.000Z');
  expect(after(2, plain, 1000)).toBe('2026-05-01T08:05:30.000Z');
});

test.each([429, 502, 503, 504])('%i: whoever has too much to do has five minutes', status =>
  expect(after(1, { status, retryAfter_s: null })).toBe('2026-05-01T08:05:00.000Z'),
);

test('a receiver may ask for more time than planned, up to a day, and never for less', () => {
  expect(after(1, { status: 503, retryAfter_s: 600 })).toBe('2026-05-01T08:10:00.000Z');
  expect(after(2, { status: 500, retryAfter_s: 1 })).toBe('2026-05-01T08:05:00.000Z');
  expect(after(1, { status: 429, retryAfter_s: 86_400 })).toBe('2026-05-02T08:00:00.000Z');
  expect(after(1, { status: 429, retryAfter_s: 86_401 })).toBe('2026-05-02T08:00:00.000Z');
});

test('however it fails, the next attempt is later, and within a day and a tenth', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: mostAttempts - 1 }),
      fc.option(fc.integer({ min: 100, max: 599 })),
      fc.option(fc.nat()),
      fc.integer({ min: 0, max: 1000 }),
      (attempts, status, retryAfter_s, jitter) => {
        const wait_ms = Date.parse(after(attempts, { status, retryAfter_s }, jitter)!) - Date.parse(at);
        expect(wait_ms).toBeGreaterThanOrEqual(5_000);
        expect(wait_ms).toBeLessThanOrEqual(1.1 * 86_400_000);
      },
    ),
  ));

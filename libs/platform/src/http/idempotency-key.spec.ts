import { expect, test } from '@jest/globals';
import { RequestRefused } from './problem.js';
import { readIdempotencyKey } from './idempotency-key.js';

test('reads a key with quotes and without as the same key', () => {
  expect(readIdempotencyKey('"c-1"')).toBe('c-1');
  expect(readIdempotencyKey('c-1')).toBe('c-1');
  expect(readIdempotencyKey('8e03978e-40d5-43dd-bc93-6894a57f9324')).toHaveLength(36);
  expect(readIdempotencyKey('"a \\"quoted\\" \\\\ key"')).toBe('a "quoted" \\ key');
});

test('no header is no key', () => expect(readIdempotencyKey(undefined)).toBeUndefined());

test('255 characters are a key, 256 are not', () => {
  expect(readIdempotencyKey('k'.repeat(255))).toHaveLength(255);
  expect(() => readIdempotencyKey('k'.repeat(256))).toThrow(RequestRefused);
  expect(() => readIdempotencyKey(`"${'k'.repeat(256)}"`)).toThrow(RequestRefused);
});

test.each(['', '""', '"', 'two keys', 'a, b', '"a", "b"', 'a;b=1', 'clé', '"a\\b"', 'a\tb'])(
  '%j is refused',
  header => {
    expect(() => readIdempotencyKey(header)).toThrow(RequestRefused);
  },
);

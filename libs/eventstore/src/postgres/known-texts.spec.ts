import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { KnownTexts } from './known-texts.js';

test('a text is what its bytes say, however many others take its place', () =>
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }), { maxLength: 200 }), texts => {
      const known = new KnownTexts(2);
      for (const text of [...texts, ...texts]) {
        const bytes = Buffer.from(`»${text}«`);
        const length = Buffer.byteLength(text);
        expect(known.read(bytes, 2, length)).toBe(text);
      }
    }),
  ));

test('a text outlives the bytes it was read from', () => {
  const known = new KnownTexts();
  const bytes = Buffer.from('benefits.ClaimPaid');
  const read = (): string => known.read(bytes, 0, bytes.length);
  expect(read()).toBe('benefits.ClaimPaid');
  bytes.write('benefits.ClaimLost');
  expect(read()).toBe('benefits.ClaimLost');
});

import { describe, expect, test } from '@jest/globals';
import { seal } from '#kernel';
import type { GoldenEvent } from './golden.js';
import { lostTooMuch } from './lost.js';
import { plain } from './plain.js';

const acts = { lines: [{ act: 'VCT', unitPrice: 2_000 }] };
const events: GoldenEvent[] = [
  {
    type: 'benefits.ClaimSubmitted',
    schemaVersion: 1,
    effectiveAt: '2025-01-01',
    clear: '{}',
    sealedFields: { content: seal('AWA', 'medical', acts), AWA: seal('AWA', 'identity', { name: 'Awa', age: 30 }) },
  },
];
const problems = (opened: unknown, keyless: unknown) => lostTooMuch(opened, keyless, events);

describe('without its key a state may lack', () => {
  test('a sealed value', () => expect(problems({ paid: 5, content: acts }, { paid: 5 })).toEqual([]));
  test('a text out of one', () => expect(problems({ name: 'Awa' }, { name: null })).toEqual([]));
  test('the element of a list that held one', () =>
    expect(problems([{ name: 'Awa', until: null }, { name: 'Issa' }], [{ name: 'Issa' }])).toEqual([]));
});

describe('without its key a state may not lack', () => {
  test('a number, sealed or not', () => expect(problems({ age: 30 }, {})).toHaveLength(1));
  test('a text that was not sealed', () => expect(problems({ from: '2025-01-01' }, {})).toHaveLength(1));
  test('an element of a list that held nothing sealed', () => expect(problems([{ paid: 5 }], [])).toHaveLength(1));
  test('a value for which another stands', () =>
    expect(problems({ name: 'Awa', paid: 5 }, { name: 'nobody', paid: 0 })).toEqual([
      'state.name: "Awa", "nobody" without the key',
      'state.paid: 5, 0 without the key',
    ]));
});

test('a state is written as JSON: maps as pairs, sets as lists, nothing that is undefined', () =>
  expect(plain({ cover: new Map([['AWA', { spans: [1], gone: undefined }]]), days: new Set(['2025-01-01']) })).toEqual({
    cover: { map: [['AWA', { spans: [1] }]] },
    days: { set: ['2025-01-01'] },
  }));

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { entriesOf, first, lookUp, put, remove, type SortedMap } from './sorted-map.js';

const changes = fc.array(fc.record({ key: fc.constantFrom(...'abcdefghijklmnop'), kept: fc.boolean() }), {
  maxLength: 200,
});

describe('a sorted map', () => {
  test('holds what a plain map holds, in key order, however it was filled', () => {
    fc.assert(
      fc.property(changes, steps => {
        const model = new Map<string, number>();
        let map: SortedMap<number> = null;
        steps.forEach(({ key, kept }, step) => {
          if (kept) model.set(key, step);
          else model.delete(key);
          map = kept ? put(map, key, step) : remove(map, key);
        });
        const expected = [...model].sort(([a], [b]) => (a < b ? -1 : 1));
        expect([...entriesOf(map as SortedMap<number>)].map(({ key, value }) => [key, value])).toEqual(expected);
        expect(first(map as SortedMap<number>)?.key).toBe(expected[0]?.[0]);
      }),
    );
  });

  test('leaves the map it started from as it was', () => {
    const one = put(null, 'a', 1);
    put(one, 'a', 2);
    remove(one, 'a');
    expect(lookUp(one, 'a')).toBe(1);
  });

  test('stays shallow when keys only rise, as places in a queue do', () => {
    let map: SortedMap<number> = null;
    for (let place = 0; place < 50_000; place += 1) map = put(map, String(place).padStart(9, '0'), place);
    expect(map?.height).toBeLessThan(20);
  });
});

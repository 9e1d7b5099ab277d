import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PartitionPlace } from './partition-place.js';

describe('a group’s place in a partition', () => {
  test('moves over what is finished, and stops before the first that is not', () => {
    const place = new PartitionPlace(0, 10);
    for (const offset of [10, 11, 12]) place.came(offset);
    place.finished(11);
    expect(place.uncommitted).toBeUndefined();
    place.finished(10);
    expect(place.uncommitted).toBe(12);
    place.isCommitted(12);
    expect(place.uncommitted).toBeUndefined();
    place.finished(12);
    expect(place.uncommitted).toBe(13);
  });

  test('what came before does not come again', () => {
    const place = new PartitionPlace(0, 10);
    expect([9, 10, 10, 11].map(offset => place.came(offset))).toEqual([false, true, false, true]);
    expect(place.expected).toBe(12);
  });

  test('offsets may be missing: a broker leaves some out', () => {
    const place = new PartitionPlace(0, 0);
    for (const offset of [0, 5, 9]) place.came(offset);
    for (const offset of [0, 5]) place.finished(offset);
    expect(place.place).toBe(9);
  });

  test('whatever the order of finishing, everything before the place is finished, and in the end all is', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(200), { maxLength: 60 }),
        fc.infiniteStream(fc.nat(1_000)),
        (offsets, chance) => {
          const came = [...offsets].sort((a, b) => a - b);
          const place = new PartitionPlace(0, 0);
          for (const offset of came) place.came(offset);
          const left = new Set(came);
          while (left.size > 0) {
            const offset = [...left][chance.next().value % left.size]!;
            left.delete(offset);
            place.finished(offset);
            for (const open of left) expect(open).toBeGreaterThanOrEqual(place.place);
          }
          expect(place.place).toBe(came.length === 0 ? 0 : came.at(-1)! + 1);
        },
      ),
    ));
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RowRoom } from './row-room.js';

describe('room for rows', () => {
  const [one, other] = [{}, {}];

  test('is all of one’s while the others need none, to the last row', () => {
    const room = new RowRoom(100, 4);
    expect([room.isTooMuch(one, 100), room.isTooMuch(one, 101)]).toEqual([false, true]);
  });

  test('is made by who has more than an even share, and not by who has that much', () => {
    const room = new RowRoom(100, 2);
    expect(room.isTooMuch(one, 90)).toBe(false);
    expect([room.isTooMuch(other, 50), room.isTooMuch(other, 51)]).toEqual([false, true]);
    expect(room.isTooMuch(one, 90)).toBe(true);
  });

  test('is there again once rows were written', () => {
    const room = new RowRoom(100, 2);
    expect([room.isTooMuch(one, 60), room.isTooMuch(other, 60)]).toEqual([false, true]);
    room.keeps(one, 0);
    expect(room.isTooMuch(other, 100)).toBe(false);
  });

  test('is never more than as much again, whoever grows and whoever is done', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 40 }), fc.boolean()), { maxLength: 100 }),
        (sharers, steps) => {
          const room = new RowRoom(100, sharers);
          const rows = Array.from({ length: sharers }, () => ({ kept: 0, done: false }));
          for (const [who, more, done] of steps) {
            const each = rows[who % sharers]!;
            if (each.done) continue;
            each.kept += more;
            if (room.isTooMuch(each, each.kept)) room.keeps(each, (each.kept = 0));
            each.done = done;
          }
          // Each may grow beyond the room by what it just read, before it is asked.
          const sum = rows.reduce((total, { kept }) => total + kept, 0);
          expect(sum).toBeLessThanOrEqual(2 * 100);
        },
      ),
      { numRuns: 300 },
    ));
});

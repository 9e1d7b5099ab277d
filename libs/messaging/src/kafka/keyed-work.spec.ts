import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pause } from '#eventstore';
import { KeyedWork } from './keyed-work.js';

type Item = readonly [key: string, turn: number];
const patience = { attempts: 1, firstPauseMs: 1, longestPauseMs: 4 };

const working = (handle: (items: readonly Item[]) => Promise<void>, parallel = 3, batch = 2) => {
  const closing = new AbortController();
  const work = new KeyedWork<Item>({ handle, parallel, batch, patience, closing: closing.signal });
  return { work, closing };
};
const idle = async (work: KeyedWork<Item>): Promise<void> => {
  while (!work.idle) await pause(1);
};

describe('work by key', () => {
  test('whatever fails, each item is handled in the order of its key, one batch of a key at a time', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e')),
        fc.infiniteStream(fc.nat(2)),
        async (keys, chance) => {
          const [done, busy]: [Item[], Set<string>] = [[], new Set()];
          const { work } = working(async items => {
            const [key] = items[0]!;
            expect(items.length <= 2 && items.every(([of]) => of === key) && !busy.has(key)).toBe(true);
            busy.add(key);
            await Promise.resolve();
            busy.delete(key);
            if (chance.next().value === 0) throw new Error('not yet');
            done.push(...items);
          });
          keys.forEach((key, turn) => work.add(key, [key, turn]));
          await idle(work);
          for (const key of new Set(keys)) {
            const turns = keys.flatMap((of, turn) => (of === key ? [turn] : []));
            expect(done.filter(([of]) => of === key).map(([, turn]) => turn)).toEqual(turns);
          }
        },
      ),
      { numRuns: 40 },
    ));

  test('keys that fail leave their turn to others, however many they are', async () => {
    const done: string[] = [];
    const { work } = working(async ([first]) => {
      if (first![0] !== 'good') throw new Error('not yet');
      done.push('good');
    }, 2);
    for (const key of ['bad-1', 'bad-2', 'bad-3', 'bad-4', 'good']) work.add(key, [key, 1]);
    while (done.length === 0) await pause(1);
    expect(done).toEqual(['good']);
    work.forget();
  });

  test('what is forgotten is not handled, but a key in hand is finished before it is taken up again', async () => {
    let free = (): void => undefined;
    const held = new Promise<void>(resolve => (free = resolve));
    const log: string[] = [];
    const { work } = working(
      async items => {
        log.push(...items.map(([key, turn]) => `${key}${turn} begun`));
        if (items[0]![1] === 1) await held;
        log.push(...items.map(([key, turn]) => `${key}${turn} done`));
      },
      1,
      1,
    );
    work.add('a', ['a', 1]);
    work.add('a', ['a', 2]);
    work.add('b', ['b', 3]);
    work.forget();
    work.add('a', ['a', 4]);
    free();
    await idle(work);
    expect(log).toEqual(['a1 begun', 'a1 done', 'a4 begun', 'a4 done']);
  });

  test('once closing, what is in hand is finished and nothing else begun', async () => {
    const log: number[] = [];
    const { work, closing } = working(
      async items => {
        await pause(5);
        log.push(...items.map(([, turn]) => turn));
      },
      1,
      1,
    );
    work.add('a', ['a', 1]);
    work.add('a', ['a', 2]);
    closing.abort();
    await work.drained();
    expect(log).toEqual([1]);
    expect(work.idle).toBe(true);
  });
});

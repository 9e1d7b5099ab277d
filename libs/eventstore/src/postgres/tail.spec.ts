import { expect, test } from '@jest/globals';
import type { StoredEvent } from '../event-log.js';
import { Tail } from './tail.js';

const events = (from: number, to: number): StoredEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ position: from + index }) as StoredEvent);
const positions = (found: readonly StoredEvent[] | undefined) => found?.map(({ position }) => position);

test('of one writer, what it just wrote is answered from memory, however little it is', () => {
  const tail = new Tail();
  tail.add(events(1, 3));
  tail.add(events(4, 5));
  expect(positions(tail.after(3, 500))).toEqual([4, 5]);
  expect(tail.after(5, 500)).toBeUndefined();
});

test('of several writers, a short answer is left to the log: theirs may follow on ours', () => {
  const tail = new Tail();
  tail.add(events(1, 3));
  tail.add(events(6, 8));
  expect(tail.after(5, 4)).toBeUndefined();
  expect(positions(tail.after(5, 3))).toEqual([6, 7, 8]);
});

test('who has long been the only one to write is answered from memory again', () => {
  const tail = new Tail();
  tail.add(events(1, 1));
  tail.add(events(3, 3));
  for (let position = 4; position < 103; position += 1) tail.add(events(position, position));
  expect(tail.after(101, 500)).toBeUndefined();
  tail.add(events(103, 103));
  expect(positions(tail.after(101, 500))).toEqual([102, 103]);
});

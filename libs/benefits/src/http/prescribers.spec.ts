import { expect, test } from '@jest/globals';
import { controlsOf } from './prescribers.js';

const wrote = (prescriber: string, flagged = false, outcome: 'confirmed' | 'changed' | null = null) => ({
  prescriber,
  flagged,
  outcome,
});

test('each prescriber’s share of prescriptions that were looked at, the largest first', () =>
  expect(
    controlsOf([
      ...[wrote('MED-1'), wrote('MED-1'), wrote('MED-1', true, 'changed')],
      ...[wrote('MED-2', true), wrote('MED-2', true, 'confirmed'), wrote('MED-2')],
      wrote('MED-3'),
    ]),
  ).toEqual([
    { prescriber: 'MED-2', prescriptions: 3, flagged: 2, flagged_bps: 6667, reviewed: 1, changed: 0 },
    { prescriber: 'MED-1', prescriptions: 3, flagged: 1, flagged_bps: 3333, reviewed: 1, changed: 1 },
    { prescriber: 'MED-3', prescriptions: 1, flagged: 0, flagged_bps: 0, reviewed: 0, changed: 0 },
  ]));

test('half a basis point is rounded up; of two that are alike, more prescriptions come first, then the name', () => {
  const some = (prescriber: string, flagged: number, in_all: number) =>
    Array.from({ length: in_all }, (_, at) => wrote(prescriber, at < flagged));
  const [first, ...others] = controlsOf([...some('B', 1, 2), ...some('A', 1, 2), ...some('C', 2, 4)]);
  expect([first, ...others].map(each => each?.prescriber)).toEqual(['C', 'A', 'B']);
  expect(controlsOf(some('A', 1, 16))[0]?.flagged_bps).toBe(625);
  expect(controlsOf(some('A', 1, 32))[0]?.flagged_bps).toBe(313);
});

test('nobody, where no claim names who prescribed', () => expect(controlsOf([])).toEqual([]));

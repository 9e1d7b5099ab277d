import { expect, test } from '@jest/globals';
import { differences } from './differences.js';

test('only what is expected is compared', () => {
  expect(
    differences(
      { status: 'approved', lines: [{ scheme: 800 }] },
      { status: 'approved', member: 200, lines: [{ scheme: 800, member: 200 }, {}] },
    ),
  ).toEqual([]);
  expect(differences(undefined, undefined)).toEqual([]);
});

test('a difference is named by its path, with both values', () => {
  expect(differences({ lines: [{ scheme: 800 }] }, { lines: [{ scheme: 900 }] })).toEqual([
    'lines[0].scheme: expected 800, was 900',
  ]);
  expect(differences({ member: 0 }, {})).toEqual(['member: expected 0, was nothing']);
  expect(differences({ a: { b: 1 } }, { a: 1 })).toEqual(['a: expected {"b":1}, was 1']);
});

test('a list of codes must hold each of them; an empty one must be empty', () => {
  expect(differences({ reasons: ['CND-001'] }, { reasons: ['AMT-002', 'CND-001'] })).toEqual([]);
  expect(differences({ reasons: ['CND-001'] }, { reasons: ['AMT-002'] })).toEqual([
    'reasons: ["CND-001"] is not in ["AMT-002"]',
  ]);
  expect(differences({ reasons: [] }, { reasons: ['AMT-002'] })).toHaveLength(1);
  expect(differences({ reasons: [] }, { reasons: [] })).toEqual([]);
});

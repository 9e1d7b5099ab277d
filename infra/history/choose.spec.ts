import { expect, test } from '@jest/globals';
import { type Candidate, choose } from './choose.js';
import { fileFor, kindOf } from './golden.js';

const stream = (name: string, ...types: string[]): Candidate => ({
  stream: `benefits.claim-${name}`,
  note: '',
  events: types.map(type => ({ type, schemaVersion: 1, effectiveAt: '2025-01-01', clear: '{}' })),
});
const chosen = (candidates: readonly Candidate[], told: readonly string[] = []) =>
  choose(candidates, told).map(({ candidate, event }) => [candidate.stream, kindOf(event)]);

test('the shortest stream that tells of an event is kept', () =>
  expect(chosen([stream('LONG', 'b.A', 'b.A', 'b.A'), stream('SHORT', 'b.A'), stream('LONGER', 'b.A', 'b.A')])).toEqual(
    [['benefits.claim-SHORT', 'b.A v1']],
  ));

test('a stream kept for one event tells of its others too', () =>
  expect(chosen([stream('BOTH', 'b.A', 'b.B'), stream('ONE', 'b.A')])).toEqual([['benefits.claim-BOTH', 'b.B v1']]));

test('what has a history needs no other', () =>
  expect(chosen([stream('BOTH', 'b.A', 'b.B')], ['b.A v1', 'b.B v1'])).toEqual([]));

test('a new version of an event is told beside the old one', () => {
  const [event] = stream('C1', 'b.A').events;
  const newer = { ...stream('C2'), events: [{ ...event!, schemaVersion: 2 }] };
  expect(chosen([newer], ['b.A v1'])).toEqual([['benefits.claim-C2', 'b.A v2']]);
});

test('a file is named after its stream and the event it is kept for', () =>
  expect(fileFor('benefits.household-H0', { type: 'benefits.CoverNoted', schemaVersion: 2 })).toBe(
    'libs/benefits/history/household.cover-noted.v2.json',
  ));

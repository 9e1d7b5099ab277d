import { expect, test } from '@jest/globals';
import { type Candidate, choose } from './choose.js';
import { fileFor, kindOf } from './golden.js';

const stream = (name: string, ...types: string[]): Candidate => ({
  stream: `benefits.claim-${name}`,
  note: '',
  events: types.map(type => ({ type, schemaVersion: 1, effectiveAt: '2025-01-01', clear: '{}' })),
});
const chosen = (candidates: readonly Candidate[], told: readonly string[] = []) =>
  choose(candidates, new Set(told)).map(({ stream, events }) => [stream, ...events.map(kindOf)]);

test('an event is told by its stream up to there', () =>
  expect(chosen([stream('C1', 'b.A', 'b.A')])).toEqual([['benefits.claim-C1', 'b.A v1']]));

test('what comes after an event would hide it', () =>
  expect(chosen([stream('C1', 'b.Suspended', 'b.Resumed')])).toEqual([
    ['benefits.claim-C1', 'b.Suspended v1'],
    ['benefits.claim-C1', 'b.Suspended v1', 'b.Resumed v1'],
  ]));

test('a stream that comes to it sooner is taken', () =>
  expect(chosen([stream('LATE', 'b.A', 'b.A', 'b.B'), stream('SOON', 'b.A', 'b.B')], ['b.A v1'])).toEqual([
    ['benefits.claim-SOON', 'b.A v1', 'b.B v1'],
  ]));

test('what has a history needs no other', () =>
  expect(chosen([stream('BOTH', 'b.A', 'b.B')], ['b.A v1', 'b.B v1'])).toEqual([]));

test('a new version of an event is told beside the old one', () => {
  const [event] = stream('C1', 'b.A').events;
  const newer = { ...stream('C2'), events: [{ ...event!, schemaVersion: 2 }] };
  expect(chosen([newer], ['b.A v1'])).toEqual([['benefits.claim-C2', 'b.A v2']]);
});

test('a file is named after its stream and the event it ends with', () =>
  expect(fileFor(stream('C1', 'benefits.ClaimSubmitted', 'benefits.ClaimRemitted'))).toBe(
    'libs/benefits/history/claim.claim-remitted.v1.json',
  ));

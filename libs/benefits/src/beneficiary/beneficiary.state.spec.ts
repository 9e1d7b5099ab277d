import { expect, test } from '@jest/globals';
import { foldAll } from '#kernel';
import type { BeneficiaryEvent } from './beneficiary.events.js';
import { beneficiaryFold, beneficiaryStream, householdIn, householdsIn } from './beneficiary.state.js';

const linked = (household: string, scheme = 'A'): BeneficiaryEvent => ({
  type: 'benefits.BeneficiaryLinked',
  version: 1,
  effectiveAt: '2025-01-01',
  data: { person: 'AWA', household, scheme },
});
const awaited = (claim: string, scheme = 'A'): BeneficiaryEvent => ({
  type: 'benefits.ClaimAwaited',
  version: 1,
  effectiveAt: '2025-01-01',
  data: { person: 'AWA', scheme, claim, recordedAt: '2025-01-01T08:00:00.000Z' },
});
const after = (...events: BeneficiaryEvent[]) => foldAll(beneficiaryFold, events);

test('nobody knows a person until cover is noted', () => {
  expect(after()).toEqual({ household: null, scheme: null, awaited: [] });
  expect([householdIn(after(), 'A'), householdsIn(after(), 'A')]).toEqual([null, []]);
});

test('the last household is the person’s own; those before it come first in the set order', () => {
  const known = after(linked('H1'), linked('H2'), linked('H3'));
  expect(householdIn(known, 'A')).toBe('H3');
  expect(householdsIn(known, 'A')).toEqual(['H1', 'H2', 'H3']);
  expect(after(linked('H1'))).not.toHaveProperty('earlier');
});

test('who comes back into a household is in it once', () =>
  expect(householdsIn(after(linked('H1'), linked('H2'), linked('H1')), 'A')).toEqual(['H2', 'H1']));

test('another scheme knows nothing of it, and takes nothing along', () => {
  const moved = after(linked('H1'), linked('K1', 'B'));
  expect([householdIn(moved, 'A'), householdsIn(moved, 'A')]).toEqual([null, []]);
  expect(householdsIn(moved, 'B')).toEqual(['K1']);
});

test('claims wait for cover in their own scheme, in the order they came', () => {
  const waiting = after(awaited('C1'), awaited('C2', 'B'), awaited('C3'));
  expect(waiting.awaited).toEqual([
    { claim: 'C1', scheme: 'A', recordedAt: '2025-01-01T08:00:00.000Z' },
    { claim: 'C2', scheme: 'B', recordedAt: '2025-01-01T08:00:00.000Z' },
    { claim: 'C3', scheme: 'A', recordedAt: '2025-01-01T08:00:00.000Z' },
  ]);
  const noted = after(awaited('C1'), awaited('C2', 'B'), awaited('C3'), linked('H1'));
  expect(noted.awaited.map(({ claim }) => claim)).toEqual(['C2']);
});

test('a person is another in each scheme', () => {
  expect(beneficiaryStream('A', 'AWA')).toBe('benefits.beneficiary-A.AWA');
});

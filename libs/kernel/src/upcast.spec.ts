import { expect, test } from '@jest/globals';
import { upcast, type Upcasters } from './upcast.js';

const upcasters: Upcasters = {
  'benefits.Thing': {
    1: event => ({ ...event, version: 2, data: { ...(event.data as object), second: true } }),
    2: event => ({ ...event, version: 3, data: { ...(event.data as object), third: true } }),
  },
  'benefits.Stuck': { 1: event => event },
};
const thing = (version: number, type = 'benefits.Thing') => ({
  type,
  version,
  effectiveAt: '2025-01-01',
  data: { first: true },
});

test('an old event is read through every version since', () => {
  expect(upcast(upcasters, thing(1))).toMatchObject({ version: 3, data: { first: true, second: true, third: true } });
  expect(upcast(upcasters, thing(2))).toMatchObject({ version: 3, data: { first: true, third: true } });
  expect(upcast(upcasters, thing(3))).toEqual(thing(3));
  expect(upcast(upcasters, thing(1, 'benefits.Other'))).toEqual(thing(1, 'benefits.Other'));
});

test('an upcaster that does not move on is a mistake, not an endless loop', () => {
  expect(() => upcast(upcasters, thing(1, 'benefits.Stuck'))).toThrow(/does not move on/);
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { v5 as uuidv5 } from 'uuid';
import { eventIdsOf } from './event-ids.js';

describe('ids of a command’s events', () => {
  test('are the UUIDv5 of their numbers in the namespace of the command', () =>
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 0, max: 30 }), (commandId, count) => {
        const expected = Array.from({ length: count }, (_, index) => uuidv5(String(index), commandId));
        expect(eventIdsOf(commandId, count)).toEqual(expected);
        expect(eventIdsOf(commandId.toUpperCase(), count)).toEqual(expected);
      }),
    ));

  test('need a command id that is a UUID', () => {
    for (const wrong of ['', 'no uuid', '0000'.repeat(7), `${'0'.repeat(31)}g`])
      expect(() => eventIdsOf(wrong, 1)).toThrow(TypeError);
  });
});

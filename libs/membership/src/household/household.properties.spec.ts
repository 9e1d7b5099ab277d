import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, foldAll } from '#kernel';
import { asked, awa, binta, enrol, issa } from './examples/h0.js';
import type { HouseholdCommand } from './household.commands.js';
import { householdDecider } from './household.decider.js';
import type { HouseholdEvent } from './household.events.js';
import type { CoverSpan } from './household.types.js';

/** Four years of whatever may be asked of a household, in whatever order. */
const day = fc.integer({ min: 0, max: 1_400 }).map(offset => addDays('2024-12-01', offset));
const term = fc.integer({ min: 1, max: 4 });
const origin = 'o';
const step: fc.Arbitrary<HouseholdCommand> = fc.oneof(
  fc
    .tuple(term, day)
    .map(([number, metOn]) =>
      asked(metOn, { type: 'NoteEntitlementOpened', term: number, metOn, persons: ['AWA', 'ISSA', 'BINTA'], origin }),
    ),
  fc
    .tuple(term, day)
    .map(([number, from]) => asked(from, { type: 'NoteEntitlementSuspended', term: number, from, origin })),
  fc
    .tuple(term, day)
    .map(([number, from]) => asked(from, { type: 'NoteEntitlementResumed', term: number, from, origin })),
  fc
    .tuple(term, day)
    .map(([number, on]) =>
      asked(on, { type: 'NoteEntitlementWithdrawn', term: number, because: 'bounced', on, origin }),
    ),
  day.map(on => asked(on, { type: 'CloseHouseholdDay', day: on })),
  day.map(addedOn => asked(addedOn, { type: 'AddPerson', ...binta, addedOn })),
  fc.tuple(day, fc.integer({ min: 0, max: 60 })).map(([bornOn, days]) => {
    const declaredOn = addDays(bornOn, days);
    return asked(declaredOn, { type: 'DeclareBirth', person: 'BEBE', name: 'Bébé', sex: 'F', bornOn, declaredOn });
  }),
  fc
    .tuple(fc.constantFrom('AWA', 'ISSA', 'BEBE'), day)
    .map(([person, diedOn]) => asked(diedOn, { type: 'RecordDeath', person, diedOn, declaredOn: diedOn })),
  day.map(from => asked(from, { type: 'GrantTargetedCover', from, approvedOn: from, decision: 'D1' })),
  day.map(on => asked(on, { type: 'CancelEnrolment', on })),
);

const lived = (steps: readonly HouseholdCommand[]): readonly HouseholdEvent[] =>
  [enrol('2024-12-01', [awa, issa]), ...steps].reduce<readonly HouseholdEvent[]>((events, command) => {
    const decision = householdDecider.decide(command, foldAll(householdDecider, events));
    return decision.outcome === 'accepted' ? [...events, ...decision.events] : events;
  }, []);

const overlaps = (spans: readonly CoverSpan[]): boolean =>
  spans.some(({ to }, at) => spans.slice(at + 1).some(({ from }) => from <= to));

test('whatever happens, cover never overlaps, begins before it ends, and ends with the person', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25, size: 'max' }), steps => {
      const state = foldAll(householdDecider, lived(steps));
      if (state.status === 'none') throw new Error('the household enrolled');
      for (const { cover } of state.members) {
        expect(overlaps(cover.spans)).toBe(false);
        for (const { from, to, waitingFrom, suspensions } of cover.spans) {
          expect(from <= to && waitingFrom <= from).toBe(true);
          if (cover.diedOn !== null) expect(to <= cover.diedOn).toBe(true);
          for (const { from: begins, until } of suspensions) expect(until === null || begins <= until).toBe(true);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('cover folds the same once the keys of the persons are destroyed', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), steps => {
      const events = lived(steps);
      const shredded = events.map(({ sealed: _, ...event }) => event as HouseholdEvent);
      const coversOf = (told: readonly HouseholdEvent[]) => {
        const state = foldAll(householdDecider, told);
        return state.status === 'none' ? [] : state.members.map(({ cover }) => cover);
      };
      expect(coversOf(shredded)).toEqual(coversOf(events));
    }),
  );
});

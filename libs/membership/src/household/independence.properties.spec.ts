import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day, foldAll } from '#kernel';
import { coverageOn, type KnownEvent } from './coverage-on.js';
import { timelineOf } from './cover-timeline.js';
import { asked, awa, enrol, issa } from './examples/h0.js';
import type { HouseholdCommand } from './household.commands.js';
import { householdDecider } from './household.decider.js';
import type { HouseholdEvent } from './household.events.js';

/** Two years of a household's life; each step is recorded some days after it took effect. */
const step: fc.Arbitrary<HouseholdCommand> = fc
  .tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 8 }))
  .map(([offset, late, kind]) => {
    const effective = addDays('2024-12-02', offset);
    const on = addDays(effective, late);
    const [term, origin, approvedBy] = [1 + (offset % 2), 'o', 'manager-1'];
    switch (kind) {
      case 0:
      case 1:
        return asked(on, { type: 'NoteEntitlementOpened', term, metOn: effective, persons: ['AWA', 'ISSA'], origin });
      case 2:
        return asked(on, { type: 'NoteEntitlementSuspended', term, from: effective, origin });
      case 3:
        return asked(on, { type: 'NoteEntitlementResumed', term, from: effective, origin });
      case 4:
        return asked(on, { type: 'RecordDeath', person: 'ISSA', diedOn: effective, declaredOn: on });
      case 5:
        return asked(on, { type: 'LeaveHousehold', person: 'ISSA', because: 'departure', on: effective, approvedBy });
      case 6:
        return asked(on, { type: 'NoteEntitlementWithdrawn', term, because: 'void', on: effective, origin });
      case 7:
        return asked(on, { type: 'StrikeOff', on: effective, decision: 'D', because: 'debt', approvedBy });
      default:
        return asked(on, { type: 'CloseHouseholdDay', day: on });
    }
  });
const life = fc
  .array(step, { maxLength: 14 })
  .map(steps => [...steps].sort((a, b) => (a.recordedOn < b.recordedOn ? -1 : 1)))
  .map(steps => [enrol('2024-12-01', [awa, issa]), ...steps]);

interface Recorded {
  readonly on: Day;
  readonly event: HouseholdEvent;
}
const lived = (steps: readonly HouseholdCommand[]): readonly Recorded[] =>
  steps.reduce<readonly Recorded[]>((past, command) => {
    const state = foldAll(
      householdDecider,
      past.map(({ event }) => event),
    );
    const decision = householdDecider.decide(command, state);
    if (decision.outcome !== 'accepted') return past;
    return [...past, ...decision.events.map(event => ({ on: command.recordedOn, event }))];
  }, []);

const told = (records: readonly Recorded[]): KnownEvent[] =>
  records.map(({ on, event }, at) => ({
    ...event,
    recorded: { eventId: `e${at}`, recordedAt: `${on}T08:00:00.000Z` },
  }));

const day = fc.integer({ min: 0, max: 800 }).map(offset => addDays('2024-12-01', offset));

test('what was known on a day is answered from what was recorded by then, whatever is recorded later', () => {
  fc.assert(
    fc.property(life, day, day, (steps, effective, knownOn) => {
      const answers = (records: readonly Recorded[]) => {
        const known = told(records).filter(({ recorded }) => recorded.recordedAt.slice(0, 10) <= knownOn);
        return [coverageOn(known, 'ISSA', effective), timelineOf(known, 'ISSA')];
      };
      const byThen = lived(steps.filter(({ recordedOn }) => recordedOn <= knownOn));
      expect(answers(lived(steps))).toEqual(answers(byThen));
    }),
    { numRuns: 500 },
  );
});

test('in whatever order independent households act, each is covered as if it were alone', () => {
  const town = fc.array(life, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(town, fc.infiniteStream(fc.nat()), (lives, chance) => {
      const streams = lives.map((): HouseholdEvent[] => []);
      const left = lives.map(steps => [...steps]);
      for (const draw of chance) {
        const open = left.flatMap((steps, at) => (steps.length > 0 ? [at] : []));
        if (open.length === 0) break;
        const at = open[draw % open.length]!;
        const command = { ...left[at]!.shift()! };
        const decision = householdDecider.decide(command, foldAll(householdDecider, streams[at]!));
        if (decision.outcome === 'accepted') streams[at]!.push(...decision.events);
      }
      expect(streams).toEqual(lives.map(steps => lived(steps).map(({ event }) => event)));
    }),
    { numRuns: 100 },
  );
});

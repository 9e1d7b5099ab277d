import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shards } from '#eventstore';
import { foldAll } from '#kernel';
import { specFor } from '#testing/spec-for';
import type { DecideErasure, RecordDestruction } from './erasure.commands.js';
import { erasureDecider } from './erasure.decider.js';
import type { ErasureEvent } from './erasure.events.js';

const { given, stateAfter } = specFor(erasureDecider);
const decide: DecideErasure = {
  type: 'DecideErasure',
  person: 'Z1-01',
  ground: 'request',
  decidedOn: '2025-03-01',
  decidedBy: 'officer-1',
  approvedBy: 'manager-1',
  contexts: ['membership', 'benefits'],
};
const done = (...contexts: string[]): RecordDestruction => ({
  type: 'RecordDestruction',
  person: 'Z1-01',
  contexts,
  on: '2025-03-02',
});
const decided: ErasureEvent = {
  type: 'audit.ErasureDecided',
  version: 2,
  effectiveAt: '2025-03-01',
  data: {
    person: 'Z1-01',
    ground: 'request',
    dueOn: '2025-03-31',
    approvedBy: 'manager-1',
    contexts: ['membership', 'benefits'],
  },
};
const destroyed = (contexts: string[], remaining: string[]): ErasureEvent => ({
  type: 'audit.KeysDestroyed',
  version: 2,
  effectiveAt: '2025-03-02',
  data: { person: 'Z1-01', contexts, remaining },
});
const first = destroyed(['benefits'], ['membership']);
const last = destroyed(['membership'], []);

describe('forgetting a person', () => {
  test('is decided by two, and due thirty days later', () => given().when(decide).then(decided));
  test('is not decided by one alone', () =>
    given()
      .when({ ...decide, approvedBy: 'officer-1' })
      .thenRefused('audit.erasure.second_person_needed'));
  test('is decided once', () => {
    given(decided).when(decide).thenNothing();
    given(decided, first).when(decide).thenNothing();
    given(decided, first, last).when(decide).thenNothing();
  });

  test('goes on as each context says that its keys are gone, and ends with the last of them', () => {
    given(decided).when(done('benefits')).then(first);
    given(decided, first).when(done('membership')).then(last);
    given(decided)
      .when(done('membership', 'benefits'))
      .then(destroyed(['membership', 'benefits'], []));
    expect(stateAfter([decided, first])).toMatchObject({ status: 'decided', remaining: ['membership'] });
    expect(stateAfter([decided, first, last])).toEqual({
      status: 'forgotten',
      person: 'Z1-01',
      contexts: ['benefits', 'membership'],
    });
  });

  test('is told once by each: again, or by one that was not waited for, changes nothing', () => {
    given(decided, first).when(done('benefits')).thenNothing();
    given(decided).when(done('billing')).thenNothing();
    given(decided, first, last).when(done('membership')).thenNothing();
  });
  test('is never recorded as done before it was decided', () =>
    given().when(done('benefits')).thenRefused('audit.erasure.not_decided'));

  test('ends forgotten in whatever order contexts report, however often', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...shards), { maxLength: 30 }), reports => {
        const events: ErasureEvent[] = [];
        const take = (command: DecideErasure | RecordDestruction): void => {
          const decision = erasureDecider.decide(command, foldAll(erasureDecider, events));
          if (decision.outcome === 'accepted') events.push(...decision.events);
        };
        take({ ...decide, contexts: shards });
        for (const context of reports) take(done(context));
        const missing = shards.filter(context => !reports.includes(context));
        const state = foldAll(erasureDecider, events);
        expect(state.status).toBe(missing.length === 0 ? 'forgotten' : 'decided');
        expect(state.status === 'decided' ? state.remaining : []).toEqual(missing);
      }),
    ));
});

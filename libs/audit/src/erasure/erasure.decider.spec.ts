import { describe, expect, test } from '@jest/globals';
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
};
const record: RecordDestruction = {
  type: 'RecordDestruction',
  person: 'Z1-01',
  contexts: ['benefits'],
  on: '2025-03-02',
};
const decided: ErasureEvent = {
  type: 'audit.ErasureDecided',
  version: 1,
  effectiveAt: '2025-03-01',
  data: { person: 'Z1-01', ground: 'request', dueOn: '2025-03-31', approvedBy: 'manager-1' },
};
const destroyed: ErasureEvent = {
  type: 'audit.KeysDestroyed',
  version: 1,
  effectiveAt: '2025-03-02',
  data: { person: 'Z1-01', contexts: ['benefits'] },
};

describe('forgetting a person', () => {
  test('is decided by two, and due thirty days later', () => given().when(decide).then(decided));
  test('is not decided by one alone', () =>
    given()
      .when({ ...decide, approvedBy: 'officer-1' })
      .thenRefused('audit.erasure.second_person_needed'));
  test('is decided once', () => {
    given(decided).when(decide).thenNothing();
    given(decided, destroyed).when(decide).thenNothing();
  });
  test('is recorded once the keys are gone, never before it was decided', () => {
    given(decided).when(record).then(destroyed);
    given(decided, destroyed).when(record).thenNothing();
    given().when(record).thenRefused('audit.erasure.not_decided');
  });
  test('ends with what was forgotten where', () =>
    expect(stateAfter([decided, destroyed])).toEqual({ status: 'forgotten', person: 'Z1-01', contexts: ['benefits'] }));
});

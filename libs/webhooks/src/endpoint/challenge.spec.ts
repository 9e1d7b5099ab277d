import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import type { AttemptOutcome } from '../delivery/delivery.types.js';
import { mostAttempts } from '../delivery/retry.rule.js';
import type { EndpointCommand, NoteChallenge } from './endpoint.commands.js';
import { endpointDecider } from './endpoint.decider.js';
import { EndpointReason } from './endpoint.reasons.js';

const endpoints = specFor(endpointDecider);
const at = '2026-05-01T08:00:00.000Z';
const about = { endpoint: 'W1', on: '2026-05-01', at };
const subscribe: EndpointCommand = {
  ...{ ...about, type: 'Subscribe', scheme: 'kaya', provider: 'CSPS-1', url: 'https://csps.example/' },
  ...{ contracts: ['benefits.claim-decided.v1'], secret: 'whsec_1' },
};
const ask = (asked = at): EndpointCommand => ({ ...about, type: 'AskChallenge', at: asked });
const well: AttemptOutcome = { result: 'delivered', status: 200, fault: null, retryAfter_s: null };
const away: AttemptOutcome = { result: 'failed', status: null, fault: 'connection', retryAfter_s: null };
const note = (outcome: AttemptOutcome, answered = false, when = at): NoteChallenge => ({
  ...{ ...about, type: 'NoteChallenge', at: when },
  ...{ outcome, answered, jitter: 0 },
});
const answers = note(well, true);
const after = (...commands: EndpointCommand[]) => endpoints.stateAfter(endpoints.afterCommands(subscribe, ...commands));

describe('a new endpoint', () => {
  test('has a challenge to answer, at once', () =>
    expect(after()).toMatchObject({ status: 'live', challenge: { attempts: 0, due: at, fault: null } }));

  test('is confirmed by the right answer, once', () => {
    const events = endpoints.afterCommands(subscribe, answers, answers);
    expect(events.map(({ type }) => type).slice(1)).toEqual(['webhooks.ChallengeAsked', 'webhooks.EndpointConfirmed']);
    expect(endpoints.stateAfter(events).challenge).toBeNull();
  });

  test.each<[string, AttemptOutcome]>([
    ['an answer of somebody who has no key', well],
    ['an error', { ...away, status: 500, fault: 'status' }],
    ['no answer', away],
  ])('is not confirmed by %s, and is asked again five seconds later', (_, outcome) =>
    expect(after(note(outcome)).challenge).toEqual({
      ...{ attempts: 1, due: '2026-05-01T08:00:05.000Z' },
      fault: outcome.fault ?? 'answer',
    }),
  );

  test('is not confirmed by a right answer with a wrong status', () =>
    expect(after(note({ ...away, status: 302, fault: 'redirected' }, true)).challenge).toMatchObject({ attempts: 1 }));

  test('is asked ten times in three days, and then no more by itself', () => {
    const times = (count: number) => after(...Array.from({ length: count }, () => note(away))).challenge;
    expect(times(mostAttempts - 1)).toMatchObject({ attempts: 9, due: '2026-05-02T08:00:00.000Z' });
    expect(times(mostAttempts)).toMatchObject({ attempts: 10, due: null });
  });

  test('that says it is gone is not asked again by itself', () =>
    expect(after(note({ ...away, result: 'gone', status: 410, fault: 'status' })).challenge?.due).toBeNull());
});

describe('asking again', () => {
  test('gives it all its attempts again, and forgets nothing of how it went', () => {
    const later = '2026-05-01T08:00:04.999Z';
    expect(after(note(away), ask(later)).challenge).toEqual({ attempts: 0, due: later, fault: 'connection' });
  });

  test('does nothing while one is due: nobody has us knock the faster', () => {
    expect(endpoints.afterCommands(subscribe, ask(), ask())).toHaveLength(2);
    expect(endpoints.afterCommands(subscribe, note(away), ask('2026-05-01T08:00:05.000Z'))).toHaveLength(3);
  });

  const given = (...commands: EndpointCommand[]) => endpoints.given(...endpoints.afterCommands(subscribe, ...commands));

  test('is refused to one that has answered, and to one that was there before challenges', () => {
    given(answers).when(ask()).thenRefused(EndpointReason.alreadyConfirmed);
    const [subscribed] = endpoints.afterCommands(subscribe);
    expect(endpoints.stateAfter([subscribed!]).challenge).toBeNull();
    endpoints.given(subscribed!).when(ask()).thenRefused(EndpointReason.alreadyConfirmed);
  });

  test('is refused to one that is paused, closed, or that nobody made', () => {
    const [pause, close] = (['Pause', 'Close'] as const).map((type): EndpointCommand => ({ ...about, type }));
    given(pause!).when(ask()).thenRefused(EndpointReason.disabled);
    given(close!).when(ask()).thenRefused(EndpointReason.closed);
    endpoints.given().when(ask()).thenRefused(EndpointReason.notFound);
  });
});

test('what was under way when it was paused, or closed, is of no more interest', () => {
  const [pause, resume, close] = (['Pause', 'Resume', 'Close'] as const).map((type): EndpointCommand => ({
    ...about,
    type,
  }));
  expect(after(pause!, note(away)).challenge).toMatchObject({ attempts: 0 });
  expect(after(pause!, answers, resume!).challenge).toMatchObject({ due: at });
  expect(endpoints.afterCommands(subscribe, close!, answers)).toHaveLength(3);
});

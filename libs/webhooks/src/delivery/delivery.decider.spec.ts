import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import type { DeliveryCommand, QueueNotice } from './delivery.commands.js';
import { deliveryDecider } from './delivery.decider.js';
import { DeliveryReason } from './delivery.reasons.js';
import type { AttemptOutcome } from './delivery.types.js';
import { mostAttempts } from './retry.rule.js';

const deliveries = specFor(deliveryDecider);
const about = { endpoint: 'W1', about: 'claim-C1', on: '2026-05-01', at: '2026-05-01T08:00:00.000Z' };
const queue = (message: string): QueueNotice => ({
  ...about,
  type: 'QueueNotice',
  scheme: 'kaya',
  notice: {
    message,
    revision: Number(message.slice(1)),
    contract: 'benefits.claim-decided.v1',
    effectiveAt: '2026-04-30',
    data: { claim: 'C1', status: 'approved' },
  },
});
const delivered: AttemptOutcome = { result: 'delivered', status: 204, fault: null, retryAfter_s: null };
const broken: AttemptOutcome = { result: 'failed', status: 500, fault: 'status', retryAfter_s: null };
const gone: AttemptOutcome = { result: 'gone', status: 410, fault: 'status', retryAfter_s: null };
const tried = (message: string, outcome: AttemptOutcome): DeliveryCommand => ({
  ...about,
  type: 'NoteAttempt',
  message,
  outcome,
  jitter: 0,
});
const redeliver = (message: string): DeliveryCommand => ({ ...about, type: 'Redeliver', message });
const after = (...commands: DeliveryCommand[]) => deliveries.stateAfter(deliveries.afterCommands(...commands));
const waiting = (...commands: DeliveryCommand[]) => after(...commands).waiting.map(({ message }) => message);
const times = (count: number, command: DeliveryCommand): DeliveryCommand[] =>
  Array<DeliveryCommand>(count).fill(command);

test('what is older than what was queued is not told after it', () => {
  expect(waiting(queue('M2'), queue('M1'))).toEqual(['M2']);
  expect(waiting(queue('M2'), tried('M2', delivered), queue('M1'), queue('M3'))).toEqual(['M3']);
});

test('what comes twice is told once, also when it was told long ago', () => {
  expect(waiting(queue('M1'), queue('M1'))).toEqual(['M1']);
  expect(waiting(queue('M1'), tried('M1', delivered), queue('M1'))).toEqual([]);
});

describe('in order', () => {
  test('the second waits until the first arrived', () => {
    expect(waiting(queue('M1'), queue('M2'), tried('M1', broken))).toEqual(['M1', 'M2']);
    expect(waiting(queue('M1'), queue('M2'), tried('M1', delivered))).toEqual(['M2']);
  });

  test('nothing is noted of one that is not first, or that another process has settled', () => {
    expect(deliveries.afterCommands(queue('M1'), queue('M2'), tried('M2', delivered))).toHaveLength(2);
    expect(deliveries.afterCommands(queue('M1'), tried('M1', delivered), tried('M1', broken))).toHaveLength(2);
  });
});

describe('a failed attempt', () => {
  test('is followed by another, later', () =>
    expect(after(queue('M1'), tried('M1', broken)).waiting).toMatchObject([
      { attempts: 1, due: '2026-05-01T08:00:05.000Z' },
    ]));

  test('is the last but one, the last: then it is given up, and what comes after it goes on', () => {
    const nearly = [queue('M1'), queue('M2'), ...times(mostAttempts - 1, tried('M1', broken))];
    expect(waiting(...nearly)).toEqual(['M1', 'M2']);
    expect(waiting(...nearly, tried('M1', broken))).toEqual(['M2']);
    expect(deliveries.afterCommands(...nearly, tried('M1', broken)).at(-1)).toMatchObject({
      type: 'webhooks.NoticeGivenUp',
      data: { message: 'M1', attempt: mostAttempts, status: 500, fault: 'status' },
    });
  });

  test('at a receiver that is gone is the last', () => expect(waiting(queue('M1'), tried('M1', gone))).toEqual([]));
});

describe('told again', () => {
  test('delivered or given up, with the same id and all attempts before it', () => {
    for (const outcome of [delivered, gone])
      expect(after(queue('M1'), tried('M1', outcome), redeliver('M1')).waiting).toMatchObject([
        { message: 'M1', attempts: 0, due: about.at, data: { claim: 'C1', status: 'approved' } },
      ]);
  });

  test('behind what waits: it was told before it, or given up', () =>
    expect(waiting(queue('M1'), queue('M2'), tried('M1', gone), redeliver('M1'))).toEqual(['M2', 'M1']));

  test('only what is known, and does not wait anyway', () => {
    deliveries
      .given(...deliveries.afterCommands(queue('M1')))
      .when(redeliver('M1'))
      .thenRefused(DeliveryReason.waitsAlready);
    deliveries.given().when(redeliver('M1')).thenRefused(DeliveryReason.notFound);
    deliveries.given().when(redeliver('toString')).thenRefused(DeliveryReason.notFound);
  });
});

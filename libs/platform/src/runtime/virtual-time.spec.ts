import { expect, test } from '@jest/globals';
import { VirtualClock } from '#kernel';
import type { Inbox, Message } from '#messaging';
import { inVirtualTime } from './virtual-time.js';

const heard = (clock: VirtualClock, ...instants: readonly string[]): string[] => {
  const at: string[] = [];
  const inbox: Inbox = {
    name: 'benefits.from_membership.v1',
    shard: 'benefits',
    topic: 'membership',
    on: {
      'membership.coverage-changed.v1': () => {
        at.push(clock.now());
        return [];
      },
    },
  };
  const handle = inVirtualTime(clock).inbox(inbox).on['membership.coverage-changed.v1'];
  for (const recordedAt of instants) handle?.({ recordedAt } as Message);
  return at;
};

test('what follows from a message happens at the instant of the message, never before what happened already', () => {
  const clock = new VirtualClock('2025-01-01T08:00:00.000Z');
  expect(heard(clock, '2025-02-01T08:00:00.000Z', '2025-01-15T08:00:00.000Z', '2025-02-01T08:01:00.000Z')).toEqual([
    '2025-02-01T08:00:00.000Z',
    '2025-02-01T08:00:00.000Z',
    '2025-02-01T08:01:00.000Z',
  ]);
});

test('what nobody listens to moves nothing', () => {
  const clock = new VirtualClock();
  const inbox = inVirtualTime(clock).inbox({ name: 'x', shard: 'benefits', topic: 'membership', on: {} });
  expect(inbox.on).toEqual({});
});

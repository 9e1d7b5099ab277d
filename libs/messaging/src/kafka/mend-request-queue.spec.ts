import { createRequire } from 'node:module';
import { beforeAll, expect, test } from '@jest/globals';
import { mendRequestQueue, type RequestQueue } from './mend-request-queue.js';

let queue: RequestQueue & { throttledUntil: number; pending: unknown[]; looked: number };

beforeAll(() => {
  mendRequestQueue();
  const Queue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as {
    prototype: RequestQueue;
  };
  queue = Object.assign(Object.create(Queue.prototype) as RequestQueue, {
    pending: [] as unknown[],
    throttledUntil: -1,
    throttleCheckTimeoutId: null,
    looked: 0,
    checkPendingRequests: () => void (queue.looked += 1),
  });
});

test('a connection on which nothing waits sets no timer', () => {
  queue.scheduleCheckPendingRequests();
  expect(queue.throttleCheckTimeoutId).toBeNull();
});

test('what waits is looked at again', async () => {
  queue.pending = ['request'];
  queue.scheduleCheckPendingRequests();
  await new Promise(resolve => setTimeout(resolve, 30));
  expect([queue.looked, queue.throttleCheckTimeoutId]).toEqual([1, null]);
});

test('what the broker throttles waits as long as it says', async () => {
  queue.looked = 0;
  queue.throttledUntil = Date.now() + 60;
  queue.scheduleCheckPendingRequests();
  await new Promise(resolve => setTimeout(resolve, 30));
  expect(queue.looked).toBe(0);
  await new Promise(resolve => setTimeout(resolve, 60));
  expect(queue.looked).toBe(1);
});

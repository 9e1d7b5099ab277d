import { createRequire } from 'node:module';

/** What is used of kafkajs's queue of requests: one per connection. */
export interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

const path = 'kafkajs/src/network/requestQueue/index.js';

/** Between two looks at requests that wait for an answer to another. @unit milliseconds */
const interval_ms = 10;

/** Looks again only when something waits; what waits for a throttle waits as long as that lasts. */
const schedule = function (this: RequestQueue): void {
  if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
  const throttled_ms = this.throttledUntil - Date.now();
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    throttled_ms > 0 ? throttled_ms : interval_ms,
  );
};

/**
 * kafkajs 2.2.4 sets a timer of negative length after every answer, whether or not anything waits: each idle connection
 * wakes up every millisecond, and Node 24 warns of it (tulios/kafkajs#1751). It is no longer maintained, hence this.
 */
export const mendRequestQueue = (): void => {
  const { prototype } = createRequire(import.meta.url)(path) as { prototype: Partial<RequestQueue> };
  if (typeof prototype.scheduleCheckPendingRequests !== 'function')
    throw new Error(`${path} is not the one this was written for`);
  prototype.scheduleCheckPendingRequests = schedule;
};

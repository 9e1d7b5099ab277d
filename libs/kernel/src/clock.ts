import type { Instant } from './day.js';

/** The one reading of the clock: taken at the edge, once per command, and carried in its metadata. */
export abstract class Clock {
  abstract now(): Instant;
}

export class SystemClock extends Clock {
  now(): Instant {
    return new Date().toISOString();
  }
}

/** Stands where it is put. Scenarios and tests move it. */
export class VirtualClock extends Clock {
  constructor(private instant: Instant = '2025-01-01T08:00:00.000Z') {
    super();
  }
  now(): Instant {
    return this.instant;
  }
  moveTo(instant: Instant): void {
    this.instant = instant;
  }
}

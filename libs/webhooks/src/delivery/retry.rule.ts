import type { Instant } from '#kernel';
import type { AttemptOutcome } from './delivery.types.js';

const [minute_s, hour_s] = [60, 3_600];

/** Pauses after each failed attempt, three days in all (Standard Webhooks 1.0.0, delivery). @unit seconds */
export const pauses_s: readonly number[] = [
  ...[5, 5 * minute_s, 30 * minute_s, 2 * hour_s, 5 * hour_s],
  ...[10 * hour_s, 14 * hour_s, 18 * hour_s, 24 * hour_s],
];
export const mostAttempts = pauses_s.length + 1;

/** The longest a receiver may have us wait. @unit seconds */
const longestAsked_s = 24 * hour_s;
/** Answers of somebody who has too much to do: nobody comes back within five minutes. */
const tooMuch: ReadonlySet<number | null> = new Set([429, 502, 503, 504]);

/**
 * When it is tried again after so many attempts; undefined when it is not. Up to a tenth is added by chance, so that what
 * failed together does not come back together; a receiver's own wish counts when it is longer.
 * @param jitter from 0 to 1000
 */
export const nextAttempt = (
  attempts: number,
  { status, retryAfter_s }: Pick<AttemptOutcome, 'status' | 'retryAfter_s'>,
  at: Instant,
  jitter: number,
): Instant | undefined => {
  const planned = pauses_s[attempts - 1];
  if (planned === undefined) return undefined;
  const pause_s = tooMuch.has(status) ? Math.max(planned, 5 * minute_s) : planned;
  const jittered_ms = pause_s * 1_000 + Math.floor((pause_s * jitter) / 10);
  const asked_ms = Math.min(retryAfter_s ?? 0, longestAsked_s) * 1_000;
  return new Date(Date.parse(at) + Math.max(jittered_ms, asked_ms)).toISOString();
};

import { v5 as uuidOf } from 'uuid';
import type { DevTokens } from './dev-tokens.js';
import type { Call } from './operations.js';
import type { Asking } from './run-scenario.js';

const ofScenarios = 'b0e3c1d2-6f2c-5d0e-9a51-6f1c8e1f0a77';

/** Headers of a scenario's request: who asks, when, and names that are the same in every run and topology. */
export const requestHeaders = async (
  tokens: DevTokens,
  { method, url }: Call,
  { role, provider, approver, instant, key, knownOn }: Asking,
): Promise<Record<string, string>> => ({
  authorization: `Bearer ${await tokens.ofScenario(role, provider)}`,
  'entraide-instant': instant,
  'x-request-id': uuidOf([method, url, key].join(' '), ofScenarios),
  ...(knownOn === undefined ? {} : { 'entraide-known-on': knownOn }),
  ...(await tokens.approval(approver)),
  ...(method === 'GET' ? {} : { 'idempotency-key': headerOf(key) }),
});

/** As long as a key may be. A long title in French has many signs that take several: its steps must still differ. */
const longestKey = 255;

const headerOf = (key: string): string => {
  const written = encodeURIComponent(key);
  if (written.length <= longestKey) return written;
  const own = uuidOf(key, ofScenarios);
  return `${written.slice(0, longestKey - own.length - 1)}.${own}`;
};

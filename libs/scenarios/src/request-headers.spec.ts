import { describe, expect, test } from '@jest/globals';
import type { DevTokens } from './dev-tokens.js';
import { requestHeaders } from './request-headers.js';

const tokens = { ofScenario: () => Promise.resolve('t'), approval: () => Promise.resolve({}) } as unknown as DevTokens;

const keyOf = async (key: string) => {
  const asking = { role: 'scheme-clerk', instant: '2025-01-01T08:00:00.000Z', key };
  return (await requestHeaders(tokens, { method: 'POST', url: '/x', body: '{}' }, asking))['idempotency-key'] ?? '';
};

describe('the key of a step', () => {
  test('is what it is called, as long as a header may be', async () => {
    expect(await keyOf('Déclaré #3')).toBe('D%C3%A9clar%C3%A9%20%233');
    expect(await keyOf('a'.repeat(255))).toBe('a'.repeat(255));
  });

  test('is another for each step of a title that is longer, and the same in each run', async () => {
    const title = 'é'.repeat(60);
    const keys = await Promise.all([`${title} 1`, `${title} 2`, `${title} 2`].map(keyOf));
    expect(keys.map(key => key.length)).toEqual([255, 255, 255]);
    expect(new Set(keys).size).toBe(2);
  });
});

import { describe, expect, test } from '@jest/globals';
import { Configuration, ConfigurationInvalid } from '../configuration.js';

const sound = { OIDC_ISSUER: 'https://id.example.org', OIDC_AUDIENCE: 'entraide' };
const settings = (changes: Readonly<Record<string, string>> = {}) => new Configuration({ ...sound, ...changes });
const problems = (changes: Readonly<Record<string, string>>): readonly string[] => {
  try {
    settings(changes);
    return [];
  } catch (error) {
    return (error as ConfigurationInvalid).problems;
  }
};

describe('limits in the environment', () => {
  test('are generous unless said, and let an office or a busy hospital pass', () =>
    expect(settings().limits).toEqual({
      caller: 10_000,
      endpoint: 10_000,
      window_s: 10,
      failures: 120,
      underWay: 256,
      trustedProxies: [],
    }));

  test('count nothing in virtual time, unless said', () => {
    const { caller, endpoint, failures, underWay } = settings({ CLOCK: 'virtual', RATE_LIMIT_CALLER: '5' }).limits;
    expect([caller, endpoint, failures, underWay]).toEqual([5, 0, 0, 256]);
  });

  test('are whole numbers; 0 is none', () => {
    expect(settings({ RATE_LIMIT_ENDPOINT: '0', MAX_UNDER_WAY: '0' }).limits).toMatchObject({
      endpoint: 0,
      underWay: 0,
    });
    for (const text of ['-1', '1.5', '1e3', 'none', '1000001'])
      expect(problems({ RATE_LIMIT_CALLER: text })).toHaveLength(1);
    expect([problems({ RATE_LIMIT_WINDOW: '0' }).length, problems({ RATE_LIMIT_WINDOW: '3600' }).length]).toEqual([
      1, 0,
    ]);
  });

  test('trust proxies that are named, as addresses or networks', () => {
    expect(
      settings({ TRUSTED_PROXIES: 'loopback, 10.0.0.0/8,fd00::/8, 192.0.2.7' }).limits.trustedProxies,
    ).toHaveLength(4);
    for (const name of ['*', 'true', '10.0.0.0/33', '10.0.0.0/8/8', 'caddy', '10.0.0.0/'])
      expect(problems({ TRUSTED_PROXIES: name })).toHaveLength(1);
  });
});

test('days are closed by themselves, unless said or in virtual time', () => {
  expect(settings().closesDays).toBe(true);
  expect(settings({ CLOSE_DAYS: 'off' }).closesDays).toBe(false);
  expect(settings({ CLOCK: 'virtual' }).closesDays).toBe(false);
  expect(problems({ CLOSE_DAYS: 'no' })).toEqual(['CLOSE_DAYS is one of on, off, not no']);
});

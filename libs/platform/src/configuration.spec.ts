import { describe, expect, test } from '@jest/globals';
import { Configuration, ConfigurationInvalid, isLoopback, type Environment } from './configuration.js';

const oidc = { OIDC_ISSUER: 'https://id.example', OIDC_AUDIENCE: 'entraide' };
const dev = { AUTH_MODE: 'embedded-dev', ALLOW_DEV_ISSUER: '1' };

const problemsOf = (environment: Environment): readonly string[] => {
  try {
    new Configuration(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return error.problems;
    throw error;
  }
};

test('says everything by itself but whom to believe', () => {
  expect(new Configuration(oidc)).toMatchObject({
    production: false,
    port: 3000,
    host: '127.0.0.1',
    dataDir: '.data',
    clock: 'system',
    logLevel: 'info',
    store: 'postgres',
    authentication: {
      mode: 'oidc',
      issuer: 'https://id.example',
      jwksUri: 'https://id.example/.well-known/jwks.json',
      typ: 'at+jwt',
    },
  });
});

test('names every error at once', () => {
  const problems = problemsOf({
    PORT: '65536',
    LOG_LEVEL: 'loud',
    STORE: 'disk',
    DATABASE_URL: 'mysql://u:secret@h/d',
    METRICS_TOKEN: 'short',
  });
  expect(problems).toHaveLength(7);
  expect(problems.join()).toMatch(/PORT.*DATABASE_URL.*LOG_LEVEL.*STORE.*OIDC_ISSUER.*OIDC_AUDIENCE.*METRICS_TOKEN/);
  expect(problems.join()).not.toContain('secret');
});

describe('who may start it, and how', () => {
  test.each<[string, Environment, RegExp | undefined]>([
    ['an issuer and an audience', oidc, undefined],
    ['nothing', {}, /OIDC_ISSUER.*OIDC_AUDIENCE/],
    ['an issuer without an audience', { OIDC_ISSUER: 'https://id.example' }, /^OIDC_AUDIENCE/],
    [
      'the development issuer given as a real one',
      { ...oidc, OIDC_ISSUER: 'urn:entraide:dev', OIDC_JWKS_URI: 'https://k.example' },
      /development/,
    ],
    ['keys fetched in the clear', { ...oidc, OIDC_JWKS_URI: 'http://id.example/keys' }, /https only/],
    [
      'keys fetched in the clear from this machine',
      { ...oidc, OIDC_JWKS_URI: 'http://127.0.0.1:8080/keys' },
      undefined,
    ],
    [
      'that, in production',
      { ...oidc, NODE_ENV: 'production', OIDC_JWKS_URI: 'http://127.0.0.1:8080/keys' },
      /https only/,
    ],
    ['the embedded issuer, allowed, here', dev, undefined],
    ['the embedded issuer, not allowed', { AUTH_MODE: 'embedded-dev' }, /ALLOW_DEV_ISSUER/],
    ['the embedded issuer on all addresses', { ...dev, HOST: '0.0.0.0' }, /loopback/],
    ['the embedded issuer in production', { ...dev, NODE_ENV: 'production' }, /production/],
    ['no authentication', { AUTH_MODE: 'none' }, /AUTH_MODE/],
    ['a virtual clock', { ...oidc, CLOCK: 'virtual' }, undefined],
    ['a virtual clock in production', { ...oidc, CLOCK: 'virtual', NODE_ENV: 'production' }, /CLOCK/],
    ['a memory store in production', { ...oidc, STORE: 'memory', NODE_ENV: 'production' }, /STORE/],
    ['an empty variable, which counts as absent', { ...oidc, OIDC_AUDIENCE: ' ' }, /OIDC_AUDIENCE/],
  ])('%s', (_, environment, refusal) => {
    const problems = problemsOf(environment).join('; ');
    if (refusal) expect(problems).toMatch(refusal);
    else expect(problems).toBe('');
  });
});

test('knows which addresses only this machine can reach', () => {
  expect(['127.0.0.1', '127.8.0.1', '::1', 'localhost', '::ffff:127.0.0.1'].every(isLoopback)).toBe(true);
  expect(['0.0.0.0', '::', '10.0.0.1', '127.evil.example', 'example.org', ''].some(isLoopback)).toBe(false);
});

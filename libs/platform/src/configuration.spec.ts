import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logAddressExample } from '#eventstore';
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

describe('what carries messages', () => {
  const kafka = { ...oidc, TRANSPORT: 'kafka', KAFKA_BROKERS: 'a:9092, b:9092' };
  const folder = mkdtempSync(join(tmpdir(), 'entraide-configuration-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  test('is this process, unless said', () => expect(new Configuration(oidc).kafka).toBeUndefined());

  test('are brokers, in the clear and without a name unless said', () =>
    expect(new Configuration(kafka).kafka).toEqual({
      brokers: ['a:9092', 'b:9092'],
      namespace: 'entraide',
      partitions: 12,
    }));

  test('are brokers that ask who comes, over TLS; secrets in files', () => {
    const asked = { KAFKA_SSL: '1', KAFKA_CA_FILE: file('ca', 'PEM\n'), KAFKA_USERNAME: 'benefits' };
    const password = { KAFKA_PASSWORD_FILE: file('password', 's3cret\n') };
    expect(new Configuration({ ...kafka, ...asked, ...password }).kafka).toMatchObject({
      ssl: { ca: 'PEM' },
      sasl: { mechanism: 'scram-sha-512', username: 'benefits', password: 's3cret' },
    });
  });

  test.each<[string, Environment, RegExp]>([
    ['no broker', { KAFKA_BROKERS: '' }, /^KAFKA_BROKERS is missing/],
    ['a broker without a port', { KAFKA_BROKERS: 'a' }, /host:port/],
    ['a name without a password', { KAFKA_USERNAME: 'x' }, /go together/],
    [
      'a password shown to everybody',
      { KAFKA_USERNAME: 'x', KAFKA_PASSWORD: 'y', KAFKA_SASL_MECHANISM: 'plain' },
      /SSL/,
    ],
    ['an authority nobody asks', { KAFKA_CA_FILE: '/nowhere' }, /cannot be read/],
    ['a certificate without its key', { KAFKA_SSL: '1', KAFKA_CERT_FILE: file('cert', 'x') }, /go together/],
    ['no partition', { KAFKA_PARTITIONS: '0' }, /from 1 to 1000/],
    ['a namespace in capitals', { KAFKA_NAMESPACE: 'A.B' }, /lower-case/],
  ])('%s: refused', (_, changes, problem) => expect(problemsOf({ ...kafka, ...changes }).join()).toMatch(problem));
});

describe('the database', () => {
  const own = 'postgresql://entraide_benefits:secret@db/entraide';
  const admin = 'postgresql://postgres:secret@db/entraide';

  test('of an account that prepares it', () =>
    expect(new Configuration({ ...oidc, DATABASE_URL: admin })).toMatchObject({ databaseUrl: admin, contextUrls: {} }));

  test('of one context, which prepares nothing', () => {
    const { databaseUrl, contextUrls } = new Configuration({ ...oidc, DATABASE_URL: own });
    expect([databaseUrl, contextUrls]).toEqual([undefined, { benefits: own }]);
  });

  test('of several contexts', () =>
    expect(
      new Configuration({ ...oidc, DATABASE_URL_BENEFITS: own, DATABASE_URL_MEMBERSHIP: own }).contextUrls,
    ).toEqual({
      benefits: own,
      membership: own,
    }));

  test('that prepares, in a service in production: refused, and the password not told', () => {
    const service = { ...oidc, NODE_ENV: 'production', TRANSPORT: 'kafka', KAFKA_BROKERS: 'a:9092' };
    expect(problemsOf({ ...service, DATABASE_URL: own })).toEqual([]);
    const problems = problemsOf({ ...service, DATABASE_URL: admin });
    expect(problems.join()).toMatch(/own role/);
    expect(problems.join()).not.toContain('secret');
  });

  test('said twice: refused', () =>
    expect(problemsOf({ ...oidc, DATABASE_URL: own, DATABASE_URL_FILE: '/x' }).join()).toMatch(/both set/));
});

test('CONTEXTS names contexts', () => {
  expect(new Configuration({ ...oidc, CONTEXTS: 'membership, benefits' }).contexts).toEqual(['membership', 'benefits']);
  expect(problemsOf({ ...oidc, CONTEXTS: 'membership,billing' }).join()).toMatch(/not billing/);
});

describe('where events are kept', () => {
  const url = logAddressExample;
  const elsewhere = (more: Environment = {}) => new Configuration({ ...oidc, EVENT_LOG_URL: url, ...more }).eventLog;

  test('in the database, unless said; who may write what is asked of nobody then', () => {
    expect(new Configuration(oidc).eventLog).toBeUndefined();
    expect(new Configuration({ ...oidc, EVENT_LOG_ACCESS: 'read' }).eventLog).toBeUndefined();
  });

  test('elsewhere, to be written to unless it is only read', () => {
    expect(elsewhere()).toEqual({ url, prefix: undefined });
    expect(elsewhere({ EVENT_LOG_ACCESS: 'write' })).not.toHaveProperty('readOnly');
    expect(elsewhere({ EVENT_LOG_ACCESS: 'read' })).toMatchObject({ readOnly: true });
    expect(elsewhere({ EVENT_LOG_ACCESS: ' ' })).not.toHaveProperty('readOnly');
  });

  test.each(['Read', 'write ,', 'readonly', 'none', '1'])('%s is no access', access => {
    const wrong = { ...oidc, EVENT_LOG_URL: url, EVENT_LOG_ACCESS: access };
    expect(problemsOf(wrong)).toEqual(['EVENT_LOG_ACCESS is write or read']);
    // Also where nothing is kept elsewhere: who misspells it once means it.
    expect(problemsOf({ ...oidc, EVENT_LOG_ACCESS: access })).toHaveLength(1);
  });

  test('under names that begin so: forty characters and a slash at most', () => {
    expect(elsewhere({ EVENT_LOG_PREFIX: `${'p'.repeat(40)}/` })).toMatchObject({ prefix: `${'p'.repeat(40)}/` });
    for (const prefix of [`${'p'.repeat(41)}/`, 'p', '/', 'a b/'])
      expect(problemsOf({ ...oidc, EVENT_LOG_URL: url, EVENT_LOG_PREFIX: prefix }).join()).toMatch(/ends in a slash/);
  });

  test('at an address, whose password is never told', () => {
    const problems = problemsOf({ ...oidc, EVENT_LOG_URL: 'https://admin:s3cret@host' }).join();
    expect(problems).toMatch(/EVENT_LOG_URL is an address like/);
    expect(problems).not.toContain('s3cret');
  });
});

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../exit.js';
import { seed, seedWithMarker } from './seed.js';
import { token } from './token.js';

const before = { ...process.env };
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'entraide-production-'));
  Object.assign(process.env, {
    NODE_ENV: 'production',
    DATA_DIR: dataDir,
    AUTH_MODE: 'oidc',
    OIDC_ISSUER: 'https://issuer.example',
    OIDC_AUDIENCE: 'entraide',
  });
});
afterEach(async () => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  await rm(dataDir, { recursive: true });
});

test.each([
  ['seed', () => seed({ seed: '42', members: '100' })],
  ['up, the first time', () => seedWithMarker({ seed: 42, members: 100, until: '2025-12-31' }, () => undefined)],
])('no demo federation in production, and not a trace of one: %s', async (_, work) => {
  await expect(work()).rejects.toThrow(UsageError);
  expect(await readdir(dataDir)).toEqual([]);
});

test('no development token in production, not even with its flag', async () => {
  process.env['ALLOW_DEV_ISSUER'] = '1';
  await expect(token({ role: 'auditor', scheme: ['*'], minutes: '5' })).rejects.toThrow(/production/);
  process.env['AUTH_MODE'] = 'embedded-dev';
  await expect(token({ role: 'auditor', scheme: ['*'], minutes: '5' })).rejects.toThrow(/production/);
  expect(await readdir(dataDir)).toEqual([]);
});

test('no story that begins before the schemes have rules', async () => {
  Object.assign(process.env, { NODE_ENV: 'test', AUTH_MODE: 'embedded-dev', ALLOW_DEV_ISSUER: '1' });
  await expect(seed({ seed: '42', members: '100', until: '2025-05-31' })).rejects.toThrow('--until');
  expect(await readdir(dataDir)).toEqual([]);
});

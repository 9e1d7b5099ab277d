import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Configuration } from '../configuration.js';
import { devKeys, DevIssuerRefused, mintDevToken } from './dev-issuer.js';
import { TokenRefused, tokenVerifierOf } from './token-verifier.js';

let dataDir: string;
const environment = process.env['NODE_ENV'];
beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'entraide-dev-')), 'data');
});
afterEach(async () => {
  process.env['NODE_ENV'] = environment;
  await rm(join(dataDir, '..'), { recursive: true });
});

const dev = () =>
  tokenVerifierOf(new Configuration({ AUTH_MODE: 'embedded-dev', ALLOW_DEV_ISSUER: '1', DATA_DIR: dataDir }));

test('the command line mints what the server believes, whichever comes first', async () => {
  const token = await mintDevToken({ dataDir, role: 'auditor', schemes: ['*'] });
  expect(await (await dev()).verify(token)).toEqual({ id: 'dev:auditor', role: 'auditor', schemes: 'all' });
});

test('of several that start together one makes the key', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => devKeys(dataDir)));
  expect(new Set(made.map(({ publicKey }) => publicKey.kid)).size).toBe(1);
});

test('the public half holds nothing private', async () =>
  expect((await devKeys(dataDir)).publicKey).not.toHaveProperty('d'));

test('the key is readable by its owner alone, or not used', async () => {
  await devKeys(dataDir);
  const path = join(dataDir, 'dev-issuer.json');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await chmod(path, 0o640);
  await expect(mintDevToken({ dataDir, role: 'auditor', schemes: ['*'] })).rejects.toThrow(DevIssuerRefused);
});

test('in production there is none', async () => {
  process.env['NODE_ENV'] = 'production';
  await expect(mintDevToken({ dataDir, role: 'auditor', schemes: ['*'] })).rejects.toThrow(DevIssuerRefused);
});

test('a token of another machine is refused', async () => {
  const elsewhere = await mintDevToken({ dataDir: join(dataDir, 'elsewhere'), role: 'auditor', schemes: ['*'] });
  await expect((await dev()).verify(elsewhere)).rejects.toThrow(TokenRefused);
});

test('a token lives a day at most', async () => {
  await expect(mintDevToken({ dataDir, role: 'auditor', schemes: ['*'], lifetime: 86_401 })).rejects.toThrow(
    DevIssuerRefused,
  );
  await expect(mintDevToken({ dataDir, role: 'auditor', schemes: ['*'], lifetime: 0 })).rejects.toThrow(
    DevIssuerRefused,
  );
});

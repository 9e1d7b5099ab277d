import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { keyFromFile, KeyFileRefused } from './key-file.js';
import { plainly } from './key-file-seal.js';
import { KeyUnknown, wrappedBy } from './key-ring.js';
import { addMasterKey, retireMasterKeys, ringAt, RotationUnderWay, sealKeyFile } from './rotate-keys.js';
import { VaultDouble } from './vault-double.fixture.js';
import { sealedInVault, VaultRefused, VaultTransit } from './vault-transit.js';

const now = '2026-03-01T10:00:00.000Z';
const data = Buffer.alloc(32, 7);
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'entraide-ring-'));
  path = join(folder, 'master.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a master key that is changed', () => {
  test('leaves what the one before wrapped readable, and wraps with the new one', async () => {
    const before = await keyFromFile(path);
    const old = before.wrap(data, 'here');
    const { current } = await addMasterKey(path, now);
    const after = await keyFromFile(path);
    expect(after.id).toBe(current.id);
    expect(after.unwrap(old, 'here')).toEqual(data);
    expect(wrappedBy(after.wrap(data, 'here'))).toBe(current.id);
    expect(wrappedBy(old)).toBe(before.id);
    expect(() => after.unwrap(old, 'there')).toThrow();
  });

  test('is found by who runs when they meet something it wrapped', async () => {
    const running = await keyFromFile(path);
    await addMasterKey(path, now);
    const wrapped = (await keyFromFile(path)).wrap(data, 'here');
    expect(() => running.unwrap(wrapped, 'here')).toThrow(KeyUnknown);
    await running.refresh?.();
    expect(running.unwrap(wrapped, 'here')).toEqual(data);
  });

  test('goes on being used by who runs when the file is away', async () => {
    const running = await keyFromFile(path);
    rmSync(path);
    await running.refresh?.();
    expect(running.unwrap(running.wrap(data, 'here'), 'here')).toEqual(data);
  });

  test('changes no pseudonym, also after the first key has gone', async () => {
    const names = async () => (await keyFromFile(path)).derive('opaque:line').toString('hex');
    const first = await names();
    await addMasterKey(path, now);
    await addMasterKey(path, now);
    expect(await names()).toBe(first);
    expect(await retireMasterKeys(path, '2026-04-02T00:00:00.000Z')).toHaveLength(2);
    expect(await names()).toBe(first);
  });

  test('reads what was wrapped before keys had names', async () => {
    const first = await keyFromFile(path);
    const { id, key } = JSON.parse(readFileSync(path, 'utf8')) as { id: string; key: string };
    const iv = randomBytes(12);
    const wrapping = Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64'), id, 'wrap', 32));
    const box = createCipheriv('aes-256-gcm', wrapping, iv).setAAD(Buffer.from('here'));
    const unnamed = Buffer.concat([iv, box.update(data), box.final(), box.getAuthTag()]);
    expect(first.unwrap(unnamed, 'here')).toEqual(data);
    await addMasterKey(path, now);
    const after = await keyFromFile(path);
    expect(after.unwrap(unnamed, 'here')).toEqual(data);
    expect(() => after.unwrap(unnamed, 'there')).toThrow();
  });

  test('leaves the ring when backups have forgotten what it wrapped: not on the thirty-first day, on the next', async () => {
    const old = (await keyFromFile(path)).wrap(data, 'here');
    const first = (await ringAt(path)).current.id;
    await addMasterKey(path, now);
    expect(await retireMasterKeys(path, '2026-04-01T23:59:00.000Z')).toEqual([]);
    expect((await keyFromFile(path)).unwrap(old, 'here')).toEqual(data);
    expect(await retireMasterKeys(path, '2026-04-02T00:00:00.000Z')).toEqual([first]);
    const left = await keyFromFile(path);
    expect(() => left.unwrap(old, 'here')).toThrow(KeyUnknown);
  });

  test('is changed by one at a time', async () => {
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => addMasterKey(path, now)));
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    await keyFromFile(path);
    const again = await Promise.allSettled(Array.from({ length: 5 }, () => addMasterKey(path, now)));
    const failures = again.flatMap(result => (result.status === 'rejected' ? [result.reason as Error] : []));
    expect(failures.every(error => error instanceof RotationUnderWay)).toBe(true);
    expect((await ringAt(path)).older).toHaveLength(5 - failures.length);
  });
});

describe('a key file that opens by Vault alone', () => {
  const vault = new VaultDouble();
  let address: string;
  beforeAll(async () => {
    address = await vault.listen();
    vault.rotate('master', 'aes256-gcm96');
  });
  afterAll(() => vault.close());
  const seal = (more: { token?: string; key?: string } = {}) =>
    sealedInVault({ address, token: vault.token, key: 'master', ...more });

  test('holds no key on the disk, and is the same key at every start', async () => {
    const made = await keyFromFile(path, seal());
    const wrapped = made.wrap(data, 'here');
    expect((await keyFromFile(path, seal())).unwrap(wrapped, 'here')).toEqual(data);
    const kept = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
    expect(Object.keys(kept)).toEqual(['seal', 'text']);
    expect(kept['text']).toMatch(/^vault:v1:/);
  });

  test('goes on opening when Vault’s own key is rotated, and is written under its newest version', async () => {
    const made = await keyFromFile(path, seal());
    vault.rotate('master', 'aes256-gcm96');
    await addMasterKey(path, now, seal());
    const after = await keyFromFile(path, seal());
    expect(after.unwrap(made.wrap(data, 'here'), 'here')).toEqual(data);
    expect(readFileSync(path, 'utf8')).toContain('vault:v2:');
  });

  test('was plain before, and may be again: the keys stay', async () => {
    const { id } = await keyFromFile(path);
    await expect(keyFromFile(path, seal())).rejects.toThrow(/is not sealed.*entraide keys seal/);
    await sealKeyFile(path, plainly, seal());
    expect((await keyFromFile(path, seal())).id).toBe(id);
    await expect(keyFromFile(path)).rejects.toThrow(KeyFileRefused);
    await sealKeyFile(path, seal(), plainly);
    expect((await keyFromFile(path)).id).toBe(id);
  });

  test.each([
    ['with a token Vault does not know', { token: 'other' }, /403/],
    ['with a key that is not there', { key: 'other' }, /400/],
  ])('is not had %s, and never replaced', async (_, more, message) => {
    await keyFromFile(path, seal());
    const before = readFileSync(path, 'utf8').replace(
      'transit/master',
      `transit/${'key' in more ? more.key : 'master'}`,
    );
    writeFileSync(path, before);
    const refused = await keyFromFile(path, seal(more)).catch((error: Error) => error);
    expect(refused).toBeInstanceOf(VaultRefused);
    expect(String(refused)).toMatch(message);
    expect(String(refused)).not.toContain(vault.token);
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  test('is not had while Vault is sealed, nor when nobody is there', async () => {
    await keyFromFile(path, seal());
    vault.isSealed = true;
    await expect(keyFromFile(path, seal())).rejects.toThrow(/503/);
    vault.isSealed = false;
    const away = new VaultTransit({ address: 'http://127.0.0.1:9', token: 't', key: 'master' });
    await expect(away.describe()).rejects.toThrow(/away/);
  });

  test('asks nothing but what the engine offers, with the fields it takes', () => {
    const shapes = new Set(vault.asked.map(({ method, path: of, fields }) => `${method} ${of} ${fields.join()}`));
    expect([...shapes].filter(shape => !/\/other /.test(shape)).sort()).toEqual([
      'POST /v1/transit/decrypt/master ciphertext',
      'POST /v1/transit/encrypt/master plaintext',
    ]);
  });
});

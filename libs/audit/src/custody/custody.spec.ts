import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifierKey, openNote, signatureLine } from '../note/signed-note.js';
import { signerFromFile } from './key-file-signer.js';
import type { LogSigner } from './log-signer.js';
import { signerInVault } from './vault-signer.js';

const opens = async (signer: LogSigner): Promise<boolean> => {
  const key = verifierKey('log.example', signer.publicKey);
  const text = 'a text\n';
  return openNote(`${text}\n${signatureLine(key, await signer.sign(text))}`, [key]).signers.length === 1;
};

describe('a key in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entraide-log-key-'));
  const file = join(folder, 'keys', 'log.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is made once, and is the same ever after', async () => {
    const first = await signerFromFile(file, 'une phrase de passe');
    const again = await signerFromFile(file, 'une phrase de passe');
    expect(again.publicKey).toEqual(first.publicKey);
    expect(await opens(again)).toBe(true);
  }, 20_000);

  test('is nothing to whoever has the file alone, and never replaced by another', async () => {
    const before = readFileSync(file);
    await expect(signerFromFile(file, 'une phrase de passé')).rejects.toThrow(/does not open with this passphrase/);
    expect(readFileSync(file)).toEqual(before);
  }, 20_000);

  test('is not used when others can read it', async () => {
    chmodSync(file, 0o644);
    await expect(signerFromFile(file, 'une phrase de passe')).rejects.toThrow(/chmod 600/);
  });
});

/** Vault's transit engine as its documentation describes it, with two versions of one key. */
describe('a key in Vault', () => {
  const [old, newest] = [generateKeyPairSync('ed25519').privateKey, generateKeyPairSync('ed25519').privateKey];
  const asked: unknown[] = [];
  let vault: Server;
  let address: string;
  beforeAll(async () => {
    vault = createServer((request, response) => {
      let body = '';
      request.on('data', chunk => (body += String(chunk)));
      request.on('end', () => {
        const answer = (status: number, data: object = {}) =>
          response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ data }));
        if (request.headers['x-vault-token'] !== 't') return answer(403);
        const publicOf = (key: typeof old) =>
          createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
        if (request.url === '/v1/transit/keys/log') {
          const keys = { 1: { public_key: publicOf(old) }, 2: { public_key: publicOf(newest) } };
          return answer(200, { type: 'ed25519', latest_version: 2, keys });
        }
        if (request.url === '/v1/transit/keys/rsa')
          return answer(200, { type: 'rsa-2048', latest_version: 1, keys: {} });
        if (request.url !== '/v1/transit/sign/log') return answer(404);
        const { input, key_version: version } = JSON.parse(body) as { input: string; key_version: number };
        asked.push(version);
        const signature = sign(null, Buffer.from(input, 'base64'), version === 2 ? newest : old).toString('base64');
        return answer(200, { signature: `vault:v${version}:${signature}` });
      });
    });
    await new Promise<void>(resolve => vault.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(vault.address() as AddressInfo).port}/`;
  });
  afterAll(() => void vault.close());

  test('signs with its newest version, and never leaves', async () => {
    const signer = await signerInVault({ address, token: 't', key: 'log' });
    expect(await opens(signer)).toBe(true);
    expect(verify(null, Buffer.from('x'), createPublicKey(newest), await signer.sign('x'))).toBe(true);
    expect(asked).toEqual([2, 2]);
  });

  test.each([
    ['a token Vault does not know', { token: 'u', key: 'log' }, /403/],
    ['a key that is not there', { token: 't', key: 'other' }, /404/],
    ['a key of another kind', { token: 't', key: 'rsa' }, /not an ed25519 key/],
  ])('is not had with %s', async (_, options, message) =>
    expect(signerInVault({ address, ...options })).rejects.toThrow(message),
  );
});

import { verify } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { VaultDouble } from '../../../eventstore/src/sealing/vault-double.fixture.js';
import { openCheckpoint } from '../note/checkpoint.js';
import { verifierKey, openNote, printedKey, signatureLine } from '../note/signed-note.js';
import { ProofLog } from '../proof-log/proof-log.js';
import { Sealer } from '../proof-log/sealer.js';
import { toyLog } from '../proof-log/toy-log.fixture.js';
import { signerFromFile } from './key-file-signer.js';
import { type LogSigner, SignerUnavailable } from './log-signer.js';
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

describe('a key in Vault', () => {
  const vault = new VaultDouble();
  let address: string;
  beforeAll(async () => {
    address = await vault.listen();
    vault.rotate('log', 'ed25519');
    vault.rotate('log', 'ed25519');
    vault.rotate('master', 'aes256-gcm96');
  });
  afterAll(() => vault.close());

  test('signs with its newest version, and never leaves', async () => {
    const signer = await signerInVault({ address, token: vault.token, key: 'log' });
    expect(await opens(signer)).toBe(true);
    expect(verify(null, Buffer.from('x'), vault.publicKeyOf('log'), await signer.sign('x'))).toBe(true);
    const shapes = new Set(vault.asked.map(({ method, path, fields }) => `${method} ${path} ${fields.join()}`));
    expect([...shapes]).toEqual(['GET /v1/transit/keys/log ', 'POST /v1/transit/sign/log input,key_version']);
  });

  test('rotated while we run, it stays the one the log is known by until the next start', async () => {
    const signer = await signerInVault({ address, token: vault.token, key: 'log' });
    const known = vault.publicKeyOf('log');
    vault.rotate('log', 'ed25519');
    expect(verify(null, Buffer.from('x'), known, await signer.sign('x'))).toBe(true);
    const next = await signerInVault({ address, token: vault.token, key: 'log' });
    expect(verify(null, Buffer.from('x'), vault.publicKeyOf('log'), await next.sign('x'))).toBe(true);
  });

  test('replaced, it signs beside the new one; a log it signed alone goes on under both, and is opened with either', async () => {
    const options = { address, token: vault.token, key: 'seal' };
    vault.rotate('seal', 'ed25519');
    const begun = toyLog('benefits', undefined, await signerInVault(options));
    await begun.record(3);
    await begun.sealer.seal();
    vault.rotate('seal', 'ed25519');
    const proof = new ProofLog(begun.proof.origin, begun.store, await signerInVault(options));
    const sealer = new Sealer(begun.shard, proof, begun.log, begun.clock);
    expect((await proof.checkpoint())?.size).toBe(3);
    await begun.record(2);
    await sealer.seal();
    const note = (await proof.note())!;
    for (const known of [begun.proof.key, proof.key]) expect(openCheckpoint(note, [known]).size).toBe(5);
    expect(printedKey(proof.key)).not.toBe(printedKey(begun.proof.key));
    // What Vault signs with no more is left out; the log goes on.
    vault.least('seal', 2);
    await begun.record(1);
    await sealer.seal();
    const last = (await proof.note())!;
    expect(openCheckpoint(last, [proof.key]).size).toBe(6);
    expect(() => openCheckpoint(last, [begun.proof.key])).toThrow('nobody known');
  });

  test('signs nothing while Vault is sealed', async () => {
    const signer = await signerInVault({ address, token: vault.token, key: 'log' });
    vault.isSealed = true;
    await expect(signer.sign('x')).rejects.toThrow(SignerUnavailable);
    vault.isSealed = false;
    expect(await opens(signer)).toBe(true);
  });

  test.each([
    ['a token Vault does not know', { token: 'u', key: 'log' }, /403/],
    ['a key that is not there', { key: 'other' }, /404/],
    ['a key of another kind', { key: 'master' }, /not an ed25519 key/],
  ])('is not had with %s', async (_, options, message) => {
    const refused = await signerInVault({ address, token: vault.token, ...options }).catch((error: Error) => error);
    expect(refused).toBeInstanceOf(SignerUnavailable);
    expect(String(refused)).toMatch(message);
  });
});

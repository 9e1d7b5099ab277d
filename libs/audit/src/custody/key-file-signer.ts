import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  scryptSync,
  sign,
} from 'node:crypto';
import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type LogSigner, SignerUnavailable } from './log-signer.js';

interface KeyFile {
  readonly v: 1;
  /** scrypt, 2^15 rounds: a tenth of a second for each guess. */
  readonly salt: string;
  readonly iv: string;
  readonly text: string;
  readonly tag: string;
}

const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const wrappingKey = (passphrase: string, salt: Buffer): Buffer => scryptSync(passphrase, salt, 32, cost);
const bound = Buffer.from('entraide log key v1');

/** A signer over a key that is in memory. */
const signerOver = (privateKey: KeyObject): LogSigner => ({
  publicKey: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32),
  sign: async text => sign(null, Buffer.from(text, 'utf8'), privateKey),
});

/** A key for one run: scenarios in memory. */
export const ephemeralSigner = (): LogSigner => signerOver(generateKeyPairSync('ed25519').privateKey);

/**
 * The log's key in a file that a passphrase opens; made when there is none. A key that cannot be opened is never
 * replaced: what it signed would no longer be ours.
 * @throws SignerUnavailable
 */
export const signerFromFile = async (path: string, passphrase: string): Promise<LogSigner> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const kept = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept === undefined) return signerOver(await makeKey(path, passphrase));
  if (((await stat(path)).mode & 0o027) !== 0)
    throw new SignerUnavailable(`others can read or change ${path}: chmod 600 it`);
  return signerOver(opened(path, kept, passphrase));
};

const makeKey = async (path: string, passphrase: string): Promise<KeyObject> => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const box = createCipheriv('aes-256-gcm', wrappingKey(passphrase, salt), iv).setAAD(bound);
  const text = Buffer.concat([box.update(privateKey.export({ format: 'der', type: 'pkcs8' })), box.final()]);
  const encoded = (bytes: Buffer): string => bytes.toString('base64');
  const content: KeyFile = {
    v: 1,
    salt: encoded(salt),
    iv: encoded(iv),
    text: encoded(text),
    tag: encoded(box.getAuthTag()),
  };
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(JSON.stringify(content));
    await file.sync();
  } finally {
    await file.close();
  }
  return privateKey;
};

const opened = (path: string, kept: string, passphrase: string): KeyObject => {
  try {
    const { salt, iv, text, tag } = JSON.parse(kept) as KeyFile;
    const bytes = (encoded: string): Buffer => Buffer.from(encoded, 'base64');
    const box = createDecipheriv('aes-256-gcm', wrappingKey(passphrase, bytes(salt)), bytes(iv))
      .setAAD(bound)
      .setAuthTag(bytes(tag));
    const key = Buffer.concat([box.update(bytes(text)), box.final()]);
    return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  } catch {
    // The error of a parser quotes what it could not read: here, a key.
    throw new SignerUnavailable(`${path} does not open with this passphrase`);
  }
};

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The key that wraps all others. It lives outside the database: whoever holds only the database, or a backup of it,
 * reads no sealed field.
 */
export interface KeyEncryptionKey {
  readonly id: string;
  /** Wraps a data key so that it opens only for the same `context` (subject, class, key id). */
  wrap(key: Buffer, context: string): Buffer;
  /** @throws when the wrapped key was altered or belongs to another context. */
  unwrap(wrapped: Buffer, context: string): Buffer;
  /** A key of its own for a named purpose, always the same. */
  derive(purpose: string): Buffer;
}

const cipher = 'aes-256-gcm';
const [ivLength, tagLength] = [12, 16];

export const keyEncryptionKey = (id: string, master: Buffer): KeyEncryptionKey => {
  if (master.length !== 32) throw new RangeError('a key of 32 bytes is needed');
  const wrapping = Buffer.from(hkdfSync('sha256', master, id, 'wrap', 32));
  return {
    id,
    wrap(key, context) {
      const iv = randomBytes(ivLength);
      const box = createCipheriv(cipher, wrapping, iv).setAAD(Buffer.from(context));
      return Buffer.concat([iv, box.update(key), box.final(), box.getAuthTag()]);
    },
    unwrap(wrapped, context) {
      const iv = wrapped.subarray(0, ivLength);
      const tag = wrapped.subarray(wrapped.length - tagLength);
      const box = createDecipheriv(cipher, wrapping, iv).setAAD(Buffer.from(context)).setAuthTag(tag);
      return Buffer.concat([box.update(wrapped.subarray(ivLength, -tagLength)), box.final()]);
    },
    derive: purpose => Buffer.from(hkdfSync('sha256', master, id, `derive:${purpose}`, 32)),
  };
};

/** A key for one run, kept nowhere: unit tests and scenarios in memory. */
export const ephemeralKey = (): KeyEncryptionKey => keyEncryptionKey('ephemeral', randomBytes(32));

/**
 * Reads the key file, or makes one (mode 0600) when there is none. Two processes that start together agree: the first
 * to create the file wins.
 * @throws when the file exists and cannot be read as a key: a lost key must never be replaced in silence.
 */
export const keyFromFile = async (path: string): Promise<KeyEncryptionKey> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const fresh = JSON.stringify({ id: randomBytes(8).toString('hex'), key: randomBytes(32).toString('base64') });
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(fresh);
    await file.sync();
    await file.close();
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
  for (let attempt = 0; ; attempt += 1) {
    const text = await readFile(path, 'utf8');
    // Another process may have created the file and not yet written it.
    if (text.length === 0 && attempt < 50) {
      await new Promise(resolve => setTimeout(resolve, 20));
      continue;
    }
    const { id, key } = JSON.parse(text) as { id?: unknown; key?: unknown };
    if (typeof id !== 'string' || typeof key !== 'string') throw new Error(`${path} is not a key file`);
    return keyEncryptionKey(id, Buffer.from(key, 'base64'));
  }
};

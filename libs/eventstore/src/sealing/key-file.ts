import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises';
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

/** The key file is no key, or others can read it: nothing is sealed or opened with it. */
export class KeyFileRefused extends Error {}

/**
 * Reads the key file, or makes one (mode 0600) when there is none. Two processes that start together agree: the first
 * to put it in its place wins, and nobody ever sees half of it.
 * @throws KeyFileRefused when the file cannot be read as a key, as a lost key must never be replaced in silence; and
 *   when others than its owner and its group can read it.
 */
export const keyFromFile = async (path: string): Promise<KeyEncryptionKey> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  return (await readKey(path)) ?? (await makeKey(path));
};

/** An operator may mount the file for a group to read; nobody else may, and nobody but its owner writes it. */
const forbiddenModes = 0o027;

const readKey = async (path: string): Promise<KeyEncryptionKey | undefined> => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  if (((await stat(path)).mode & forbiddenModes) !== 0)
    throw new KeyFileRefused(`others can read or change ${path}: chmod 600 it`);
  const { id, key } = parsed(text);
  const bytes = typeof key === 'string' ? Buffer.from(key, 'base64') : Buffer.alloc(0);
  if (typeof id !== 'string' || bytes.length !== 32) throw new KeyFileRefused(`${path} is not a key file`);
  return keyEncryptionKey(id, bytes);
};

/** The error of a parser quotes what it could not read: here, a key. */
const parsed = (text: string): { readonly id?: unknown; readonly key?: unknown } => {
  try {
    return (JSON.parse(text) ?? {}) as object;
  } catch {
    return {};
  }
};

const makeKey = async (path: string): Promise<KeyEncryptionKey> => {
  const aside = `${path}.${randomUUID()}`;
  const file = await open(aside, 'wx', 0o600);
  try {
    await file.writeFile(
      JSON.stringify({ id: randomBytes(8).toString('hex'), key: randomBytes(32).toString('base64') }),
    );
    await file.sync();
    await link(aside, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await file.close();
    await unlink(aside);
  }
  return (await readKey(path))!;
};

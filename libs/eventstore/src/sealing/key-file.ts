import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type KeyFileSeal, plainly } from './key-file-seal.js';
import { type KeyEncryptionKey, keyRing, type MasterKey, type Ring } from './key-ring.js';

export type { KeyEncryptionKey } from './key-ring.js';

export const keyEncryptionKey = (id: string, master: Buffer): KeyEncryptionKey => {
  const key = { id, bytes: master };
  return keyRing({ current: key, older: [], root: key });
};

/** A key for one run, kept nowhere: unit tests and scenarios in memory. */
export const ephemeralKey = (): KeyEncryptionKey => keyEncryptionKey('ephemeral', randomBytes(32));

/** The key file is no key, or others can read it: nothing is sealed or opened with it. */
export class KeyFileRefused extends Error {}

/** A key that wrapped before, and when it was replaced. */
export interface OlderKey extends MasterKey {
  readonly until: string;
}
export interface KeptRing extends Ring {
  readonly older: readonly OlderKey[];
}

/**
 * Reads the key file, or makes one (mode 0600) when there is none. Two processes that start together agree: the first
 * to put it in its place wins, and nobody ever sees half of it.
 * @param seal what the file is read and written through; as it is, unless said
 * @throws KeyFileRefused when the file cannot be read as a key, as a lost key must never be replaced in silence; and
 *   when others than its owner and its group can read it.
 */
export const keyFromFile = async (path: string, seal: KeyFileSeal = plainly): Promise<KeyEncryptionKey> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const first = (await readRing(path, seal)) ?? (await makeRing(path, seal));
  let ring = keyRing(first);
  let seen = await versionOf(path);
  return {
    get id() {
      return ring.id;
    },
    wrap: (key, context) => ring.wrap(key, context),
    unwrap: (wrapped, context) => ring.unwrap(wrapped, context),
    derive: purpose => ring.derive(purpose),
    async refresh() {
      // A disk or a custodian that is away stops nobody who runs: the keys held go on.
      const version = await versionOf(path).catch(() => seen);
      const kept = version === seen ? undefined : await readRing(path, seal).catch(() => undefined);
      if (kept) [ring, seen] = [keyRing(kept), version];
    },
  };
};

/** Changes with every replacement of the file. */
const versionOf = async (path: string): Promise<string> => {
  const { ino, mtimeMs, size } = await stat(path);
  return `${ino} ${mtimeMs} ${size}`;
};

/** An operator may mount the file for a group to read; nobody else may, and nobody but its owner writes it. */
const forbiddenModes = 0o027;

/** @throws KeyFileRefused */
export const readRing = async (path: string, seal: KeyFileSeal = plainly): Promise<KeptRing | undefined> => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  if (((await stat(path)).mode & forbiddenModes) !== 0)
    throw new KeyFileRefused(`others can read or change ${path}: chmod 600 it`);
  const { seal: sealedBy, text: sealed, ...open } = parsed(text);
  if ((sealedBy ?? plainly.name) !== seal.name)
    throw new KeyFileRefused(
      `${path} is ${sealedBy === undefined ? 'not sealed' : `sealed by ${String(sealedBy)}`}, but is to be ` +
        `${seal === plainly ? 'not sealed' : `sealed by ${seal.name}`}: entraide keys seal changes it`,
    );
  const ring = ringIn(seal === plainly ? open : parsed((await seal.open(String(sealed))).toString('utf8')));
  if (!ring) throw new KeyFileRefused(`${path} is not a key file`);
  return ring;
};

type Unsure = Readonly<Record<string, unknown>>;

/** The error of a parser quotes what it could not read: here, a key. */
const parsed = (text: string): Unsure => {
  try {
    return (JSON.parse(text) ?? {}) as Unsure;
  } catch {
    return {};
  }
};

const ringIn = (kept: Unsure): KeptRing | undefined => {
  const current = keyIn(kept);
  const older = (Array.isArray(kept['older']) ? (kept['older'] as Unsure[]) : []).map(one => {
    const key = keyIn(one);
    return key && { ...key, until: String(one['until']) };
  });
  const root = kept['root'] === undefined ? current : keyIn(kept['root'] as Unsure);
  if (!current || !root || older.includes(undefined)) return undefined;
  return { current, older: older.flatMap(key => key ?? []), root };
};

const keyIn = ({ id, key }: Unsure): MasterKey | undefined => {
  const bytes = typeof key === 'string' ? Buffer.from(key, 'base64') : Buffer.alloc(0);
  return typeof id === 'string' && bytes.length === 32 ? { id, bytes } : undefined;
};

const written = ({ id, bytes }: MasterKey): { id: string; key: string } => ({ id, key: bytes.toString('base64') });

const textOf = async ({ current, older, root }: KeptRing, seal: KeyFileSeal): Promise<string> => {
  const text = JSON.stringify({
    ...written(current),
    ...(older.length > 0 ? { older: older.map(key => ({ ...written(key), until: key.until })) } : {}),
    ...(root.id === current.id ? {} : { root: written(root) }),
  });
  return seal === plainly ? text : JSON.stringify({ seal: seal.name, text: await seal.seal(Buffer.from(text)) });
};

export const freshMasterKey = (): MasterKey => ({ id: randomBytes(8).toString('hex'), bytes: randomBytes(32) });

const makeRing = async (path: string, seal: KeyFileSeal): Promise<KeptRing> => {
  const key = freshMasterKey();
  const text = await textOf({ current: key, older: [], root: key }, seal);
  await aside(path, text, async made => {
    await link(made, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await unlink(made);
  });
  return (await readRing(path, seal))!;
};

/** Puts another ring into the file's place, all at once: whoever reads it reads the old one or the new one. */
export const replaceRing = async (path: string, ring: KeptRing, seal: KeyFileSeal = plainly): Promise<void> =>
  aside(path, await textOf(ring, seal), made => rename(made, path));

const aside = async (path: string, text: string, put: (made: string) => Promise<void>): Promise<void> => {
  const made = `${path}.${randomUUID()}`;
  const file = await open(made, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await put(made);
  } catch (error) {
    await unlink(made).catch(() => undefined);
    throw error;
  }
};
